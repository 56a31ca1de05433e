import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Settings } from '../config/settings.js';
import { titleFrom } from '../conversation/chat.js';
import type { PromptSource } from '../conversation/prompt.js';
import { DomainError } from '../errors/domain.error.js';
import { CHAT_REPOSITORY, type ChatRepository, type Repetition, type TurnBegin, type TurnLease, type TurnStart } from '../storage/chat-repository.js';
import { Answering } from './answering.js';
import { type Idempotency, keyReused } from './running-turns.js';
import { StoredTurns } from './stored-turns.js';
import { SystemPrompt } from './system-prompt.js';
import { Turn } from './turn.js';

/** A question on its way in. */
export interface Asked {
  readonly chatId: string;
  readonly message: string;
  readonly idempotency?: Idempotency;
}

/** A turn whose question is durable, and what its prompt is made of. */
export interface BegunTurn {
  readonly turn: Turn;
  readonly lease: TurnLease;
  readonly source: PromptSource;
}

/** A begun turn, or one that is over and told again. */
export type OpenedTurn = BegunTurn | { readonly turn: Turn; readonly lease?: undefined };

/** The first step of a turn: everything that can be refused is refused here, then the question is stored. */
@Injectable()
export class TurnOpening {
  constructor(
    @Inject(CHAT_REPOSITORY) private readonly chats: ChatRepository,
    private readonly answering: Answering,
    private readonly systemPrompt: SystemPrompt,
    private readonly stored: StoredTurns,
    private readonly settings: Settings,
  ) {}

  async open(asked: Asked): Promise<OpenedTurn> {
    this.refuseTooLong(asked.message);
    const begun = await this.chats.begin(await this.start(asked));
    if (begun.outcome === 'begun') return this.begunTurn(asked.chatId, begun);
    const turn = begun.outcome === 'busy' ? undefined : await this.toldAgain(asked.chatId, begun);
    if (turn) return { turn };
    throw new DomainError('chat_busy', `Chat ${asked.chatId} is being answered elsewhere. Ask again when it has finished.`, { retryAfterSeconds: 5 });
  }

  /** The turn of this very request when it is over: told again at once, however busy the chat and the server are. */
  async repeated({ chatId, idempotency }: Asked & { readonly idempotency: Idempotency }): Promise<Turn | undefined> {
    const seen = await this.chats.findRepeated({ chatId, idempotency, now: new Date().toISOString() });
    return seen && this.toldAgain(chatId, seen);
  }

  /** A turn that is over; nothing while it runs. Throws when the key stands for another question. */
  private async toldAgain(chatId: string, seen: Repetition): Promise<Turn | undefined> {
    if (seen.outcome === 'mismatched') throw keyReused();
    return seen.running ? undefined : this.stored.turnOf(chatId, seen.turn);
  }

  private begunTurn(chatId: string, { lease, title, question, system, recent, earlier }: Extract<TurnBegin, { outcome: 'begun' }>): BegunTurn {
    const turn = new Turn(lease.turnId, { chat_id: chatId, user_message_id: question.id, assistant_message_id: lease.answerId, title, model: this.answering.model });
    return { turn, lease, source: { system: system.content, recent, earlier, question: question.content } };
  }

  private async start({ chatId, message, idempotency }: Asked): Promise<TurnStart> {
    const content = message.toWellFormed();
    const [admit, systemPrompt] = await Promise.all([this.answering.admission(content), this.systemPrompt.read()]);
    return {
      chatId,
      turnId: randomUUID(),
      answerId: randomUUID(),
      question: { id: randomUUID(), content, timestamp: new Date().toISOString() },
      opening: { title: titleFrom(content), systemPrompt: { id: randomUUID(), content: systemPrompt } },
      idempotency,
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
