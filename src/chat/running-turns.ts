import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { DomainError } from '../errors/domain.error.js';
import type { TurnLease, TurnStart } from '../storage/chat-repository.js';
import type { Turn } from './turn.js';

export type Idempotency = NonNullable<TurnStart['idempotency']>;

/** A turn of this process, and its right to write; a repeated one that is only told again has none. */
export interface HeldTurn {
  readonly turn: Turn;
  readonly lease?: TurnLease;
}

interface Place {
  readonly idempotency?: Idempotency;
  readonly beginning: Promise<HeldTurn>;
  held?: HeldTurn;
}

/** The turns that are running in this process, as many as may, one a chat; nobody else holds one. */
@Injectable()
export class RunningTurns {
  private readonly places = new Map<string, Place>();
  private closed: DomainError | undefined;

  constructor(private readonly settings: Settings) {}

  /** Takes a place, has the turn begun, and keeps it until it ends. */
  async run(chatId: string, idempotency: Idempotency | undefined, begin: () => Promise<HeldTurn>): Promise<Turn> {
    if (this.closed) throw this.closed;
    if (this.count >= this.settings.MAX_TURNS) throw new DomainError('server_busy', `${this.settings.MAX_TURNS} questions are being answered at once, which is the most (MAX_TURNS). Ask again in a moment.`, { retryAfterSeconds: 5 });
    const place: Place = { idempotency, beginning: begin() };
    this.places.set(chatId, place);
    try {
      const held = await place.beginning;
      place.held = held;
      void held.turn.ended.then(() => this.leave(chatId, place));
      if (this.closed) held.turn.abort(this.closed);
      return held.turn;
    } catch (error) {
      this.leave(chatId, place);
      throw error;
    }
  }

  get count(): number {
    return this.places.size;
  }

  all(): readonly HeldTurn[] {
    return Array.from(this.places.values()).flatMap(({ held }) => held ?? []);
  }

  /** The turn that a chat has now, also one that is just beginning; not one that is only told again. Asynchronous: with many replicas it may run elsewhere. */
  async find(chatId: string): Promise<Turn | undefined> {
    const held = await this.places.get(chatId)?.beginning.catch(() => undefined);
    return held?.lease && held.turn;
  }

  /** The turn that runs for the very same request, to be told to this client too; throws when the key stands for another one. */
  async findSame(chatId: string, { key, fingerprint }: Idempotency): Promise<Turn | undefined> {
    const place = this.places.get(chatId);
    if (place?.idempotency?.key !== key) return undefined;
    if (place.idempotency.fingerprint !== fingerprint) throw keyReused();
    return (await place.beginning).turn;
  }

  abort(chatId: string, reason: DomainError): void {
    this.places.get(chatId)?.held?.turn.abort(reason);
  }

  /** From now on no turn begins. */
  close(reason: DomainError): void {
    this.closed = reason;
  }

  /** Also of those that are just beginning. */
  async allEnded(): Promise<void> {
    while (this.count > 0) {
      const beginning = await Promise.allSettled(Array.from(this.places.values(), (place) => place.beginning));
      await Promise.all(beginning.flatMap((begun) => (begun.status === 'fulfilled' ? [begun.value.turn.ended] : [])));
    }
  }

  private leave(chatId: string, place: Place): void {
    if (this.places.get(chatId) === place) this.places.delete(chatId);
  }
}

export const keyReused = (): DomainError => new DomainError('idempotency_key_reused', 'This Idempotency-Key was used for another question. Send a new key with a new question.');
