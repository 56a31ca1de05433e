import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Settings } from '../config/settings.js';
import { titleFrom } from '../conversation/chat.js';
import type { PromptSource } from '../conversation/prompt.js';
import { DomainError } from '../errors/domain.error.js';
import { CHAT_REPOSITORY, type ChatRepository, type TurnStart } from '../storage/chat-repository.js';
import { Answering } from './answering.js';
import { SystemPrompt } from './system-prompt.js';
import { Turn } from './turn.js';

/** A turn whose question is durable, and what its prompt is made of. */
export interface OpenedTurn {
  readonly turn: Turn;
  readonly source: PromptSource;
}

/** The first step of a turn: everything that can be refused is refused here, then the question is stored. */
@Injectable()
export class TurnOpening {
  constructor(
    @Inject(CHAT_REPOSITORY) private readonly chats: ChatRepository,
    private readonly answering: Answering,
    private readonly systemPrompt: SystemPrompt,
    private readonly settings: Settings,
  ) {}

  async open(chatId: string, message: string): Promise<OpenedTurn> {
    this.refuseTooLong(message);
    const begun = await this.chats.begin(await this.start(chatId, message.toWellFormed()));
    if (begun.outcome !== 'begun') throw new DomainError('chat_busy', `Chat ${chatId} is being answered elsewhere. Ask again when it has finished.`, { retryAfterSeconds: 5 });
    const { lease, title, question, system, recent, earlier } = begun;
    const turn = new Turn(lease, { chat_id: chatId, user_message_id: question.id, assistant_message_id: lease.answerId, title, model: this.answering.model });
    return { turn, source: { system: system.content, recent, earlier, question: question.content } };
  }

  private async start(chatId: string, content: string): Promise<TurnStart> {
    const [admit, systemPrompt] = await Promise.all([this.answering.admission(content), this.systemPrompt.read()]);
    return {
      chatId,
      turnId: randomUUID(),
      answerId: randomUUID(),
      question: { id: randomUUID(), content, timestamp: new Date().toISOString() },
      opening: { title: titleFrom(content), systemPrompt: { id: randomUUID(), content: systemPrompt } },
      admit,
      historyBytes: this.answering.historyBytes,
    };
  }

  private refuseTooLong(message: string): void {
    const most = this.settings.MAX_MESSAGE_CHARS;
    const tooLong = message.length > most && Array.from(message).length > most;
    if (tooLong) throw new DomainError('validation_failed', `message must have at most ${most} characters (MAX_MESSAGE_CHARS)`);
  }
}
