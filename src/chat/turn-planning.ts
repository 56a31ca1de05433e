import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Settings } from '../config/settings.js';
import { titleFrom } from '../conversation/chat.js';
import { DomainError } from '../errors/domain.error.js';
import type { ChosenModel } from '../providers/provider-registry.js';
import type { TurnStart } from '../storage/chat-repository.js';
import { Answering } from './answering.js';
import { ModelChoice } from './model-choice.js';
import type { Question } from './question.js';
import type { Idempotency } from './running-turns.js';
import { SystemPrompt } from './system-prompt.js';

/** A question on its way in. */
export interface Asked extends Question {
  readonly chatId: string;
  readonly idempotency?: Idempotency;
}

/** What a question becomes: the model that it is for, and what the store is asked to begin. */
export interface TurnPlan {
  readonly model: ChosenModel;
  readonly start: TurnStart;
}

/** Decides all of a turn that can be decided before the store is asked, and refuses what can be refused by then. */
@Injectable()
export class TurnPlanning {
  constructor(
    private readonly choice: ModelChoice,
    private readonly answering: Answering,
    private readonly systemPrompt: SystemPrompt,
    private readonly settings: Settings,
  ) {}

  async plan({ chatId, message, idempotency, systemPrompt: wished, model: named }: Asked): Promise<TurnPlan> {
    this.refuseTooLong('message', message);
    this.refuseTooLong('system_prompt', wished ?? '');
    const content = message.toWellFormed();
    const model = await this.choice.of(chatId, named);
    const [{ admit, historyBytes }, systemPrompt] = await Promise.all([this.answering.admission(model, content), wished ?? this.systemPrompt.read()]);
    const start = {
      chatId,
      turnId: randomUUID(),
      answerId: randomUUID(),
      question: { id: randomUUID(), content, timestamp: new Date().toISOString() },
      opening: { title: titleFrom(content), systemPrompt: { id: randomUUID(), content: systemPrompt } },
      ...(named === undefined ? {} : { model: model.id }),
      idempotency,
      admit: (own: string) => {
        if (wished !== undefined && wished !== own) throw otherSystemPrompt();
        admit(own);
      },
      historyBytes,
    };
    return { model, start };
  }

  private refuseTooLong(field: string, text: string): void {
    const most = this.settings.MAX_MESSAGE_CHARS;
    const tooLong = text.length > most && Array.from(text).length > most;
    if (tooLong) throw new DomainError('validation_failed', `${field} must have at most ${most} characters (MAX_MESSAGE_CHARS)`);
  }
}

const otherSystemPrompt = (): DomainError => new DomainError('validation_failed', 'system_prompt can be given with the first question of a chat only, and this chat began with another one. Leave it out, or begin a new chat.');
