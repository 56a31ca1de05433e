import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { DomainError } from '../errors/domain.error.js';

interface Waiter {
  readonly proceed: () => void;
  readonly refuse: (reason: DomainError) => void;
}

function newWaiter(): { readonly promise: Promise<void>; readonly waiter: Waiter } {
  let waiter!: Waiter;
  const promise = new Promise<void>((proceed, refuse) => (waiter = { proceed, refuse }));
  return { promise, waiter };
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

  private async wait(chatId: string, line: Waiter[], signal: AbortSignal): Promise<void> {
    const { promise, waiter } = newWaiter();
    const giveUp = (reason: DomainError): void => {
      const index = line.indexOf(waiter);
      if (index >= 0) line.splice(index, 1);
      waiter.refuse(reason);
    };
    const leave = (): void => giveUp(new DomainError('stopped', 'The client has left while it waited.'));
    const timer = setTimeout(() => giveUp(this.busy(chatId)), this.settings.MAX_WAIT_MS);
    signal.addEventListener('abort', leave, { once: true });
    line.push(waiter);
    if (signal.aborted) leave();
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    }
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
