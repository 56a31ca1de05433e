import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { DomainError } from '../errors/domain.error.js';
import type { Turn } from './turn.js';

/** The turns that are running in this process, as many as may; nobody else holds one. */
@Injectable()
export class RunningTurns {
  private readonly turns = new Map<string, Turn>();
  private readonly beginning = new Set<Promise<Turn>>();
  private closed: DomainError | undefined;

  constructor(private readonly settings: Settings) {}

  /** Takes a place, has the turn begun, and keeps it until it ends. */
  async run(begin: () => Promise<Turn>): Promise<Turn> {
    if (this.closed) throw this.closed;
    if (this.count >= this.settings.MAX_TURNS) throw new DomainError('server_busy', `${this.settings.MAX_TURNS} questions are being answered at once, which is the most (MAX_TURNS). Ask again in a moment.`, { retryAfterSeconds: 5 });
    const beginning = begin();
    this.beginning.add(beginning);
    try {
      const turn = await beginning;
      this.turns.set(turn.head.chat_id, turn);
      void turn.ended.then(() => this.forget(turn));
      if (this.closed) turn.abort(this.closed);
      return turn;
    } finally {
      this.beginning.delete(beginning);
    }
  }

  get count(): number {
    return this.turns.size + this.beginning.size;
  }

  all(): readonly Turn[] {
    return Array.from(this.turns.values());
  }

  /** Asynchronous: with many replicas the turn may run elsewhere. */
  async find(chatId: string): Promise<Turn | undefined> {
    return this.turns.get(chatId);
  }

  abort(chatId: string, reason: DomainError): void {
    this.turns.get(chatId)?.abort(reason);
  }

  /** From now on no turn begins. */
  close(reason: DomainError): void {
    this.closed = reason;
  }

  /** Also of those that are just beginning. */
  async allEnded(): Promise<void> {
    while (this.count > 0) {
      await Promise.allSettled(this.beginning);
      await Promise.all(this.all().map((turn) => turn.ended));
    }
  }

  private forget(turn: Turn): void {
    if (this.turns.get(turn.head.chat_id) === turn) this.turns.delete(turn.head.chat_id);
  }
}
