import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { DomainError } from '../errors/domain.error.js';

interface Waiter {
  readonly proceed: () => void;
  readonly refuse: (reason: DomainError) => void;
}

/** A place at the head of a chat's line; leaving it lets the next one in. */
export type LeaveLine = () => void;

/** One line a chat, in order of arrival: the first answers, a few wait. A policy of politeness; that a chat has one turn is the repository's promise. */
@Injectable()
export class WaitingLines {
  private readonly lines = new Map<string, Waiter[]>();

  constructor(private readonly settings: Settings) {}

  /** Returns when it is this caller's turn in the chat. Rejects with `chat_busy`, with what `refuse` says, or when the caller's signal fires. */
  async enter(chatId: string, signal: AbortSignal): Promise<LeaveLine> {
    const line = this.lines.get(chatId);
    if (!line) this.lines.set(chatId, []);
    else if (line.length >= this.settings.MAX_WAITING) throw this.busy(chatId);
    else await this.wait(chatId, line, signal);
    return this.leaveOnce(chatId);
  }

  /** Turns away everybody who waits for a chat. */
  refuse(chatId: string, reason: DomainError): void {
    this.lines.get(chatId)?.splice(0).forEach((waiter) => waiter.refuse(reason));
  }

  refuseAll(reason: DomainError): void {
    for (const chatId of this.lines.keys()) this.refuse(chatId, reason);
  }

  private wait(chatId: string, line: Waiter[], signal: AbortSignal): Promise<void> {
    const patience = AbortSignal.timeout(this.settings.MAX_WAIT_MS);
    const over = AbortSignal.any([signal, patience]);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { proceed: resolve, refuse: reject };
      const giveUp = (): void => {
        const index = line.indexOf(waiter);
        if (index >= 0) line.splice(index, 1);
        reject(patience.aborted ? this.busy(chatId) : new DomainError('stopped', 'The client has left while it waited.'));
      };
      line.push(waiter);
      if (over.aborted) giveUp();
      else over.addEventListener('abort', giveUp, { once: true });
    });
  }

  private leaveOnce(chatId: string): LeaveLine {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.lines.get(chatId)?.shift();
      if (next) next.proceed();
      else this.lines.delete(chatId);
    };
  }

  private busy(chatId: string): DomainError {
    return new DomainError('chat_busy', `Chat ${chatId} is still answering and more questions wait. Ask again when it has finished.`, { retryAfterSeconds: 5 });
  }
}
