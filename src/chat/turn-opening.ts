import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../errors/domain.error.js';
import type { ChosenModel } from '../providers/provider-registry.js';
import { CHAT_REPOSITORY, type ChatRepository, type Repetition, type TurnBegin, type TurnLease } from '../storage/chat-repository.js';
import type { Inquiry } from './answering.js';
import { type Idempotency, keyReused } from './running-turns.js';
import { StoredTurns } from './stored-turns.js';
import { type Asked, TurnPlanning } from './turn-planning.js';
import { Turn } from './turn.js';

/** A turn whose question is durable, and what its model is asked. */
export interface BegunTurn extends Inquiry {
  readonly lease: TurnLease;
}

/** A begun turn, or one that is over and told again. */
export type OpenedTurn = BegunTurn | { readonly turn: Turn; readonly lease?: undefined };

/** The first step of a turn: everything that can be refused is refused here, then the question is stored. */
@Injectable()
export class TurnOpening {
  constructor(
    @Inject(CHAT_REPOSITORY) private readonly chats: ChatRepository,
    private readonly planning: TurnPlanning,
    private readonly stored: StoredTurns,
  ) {}

  async open(asked: Asked): Promise<OpenedTurn> {
    const { model, start } = await this.planning.plan(asked);
    const begun = await this.chats.begin(start);
    if (begun.outcome === 'begun') return this.begunTurn(asked, model, begun);
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

  private begunTurn({ chatId, settings }: Asked, model: ChosenModel, { lease, title, question, system, recent, earlier }: Extract<TurnBegin, { outcome: 'begun' }>): BegunTurn {
    const turn = new Turn(lease.turnId, { chat_id: chatId, user_message_id: question.id, assistant_message_id: lease.answerId, title, model: model.id });
    return { turn, lease, model, settings, source: { system: system.content, recent, earlier, question: question.content } };
  }
}
