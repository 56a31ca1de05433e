import type { ErrorCode } from './codes.js';

export interface ErrorOptions {
  readonly cause?: unknown;
  /** Seconds after which it is worth trying again (`Retry-After`). */
  readonly retryAfterSeconds?: number;
}

/** Something that went wrong and is said to the client: a code from the table and a sentence with the way out. */
export class DomainError extends Error {
  override readonly name: string = 'DomainError';
  readonly retryAfterSeconds?: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: ErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** What a provider throws, whatever went wrong there. A library's own error is never its cause: it may carry the question or a key. */
export class ProviderError extends DomainError {
  override readonly name = 'ProviderError';
}

/** A turn's lease is gone: its chat was deleted, or a newer process has taken over. Nothing was written. */
export class LeaseLostError extends DomainError {
  override readonly name = 'LeaseLostError';

  constructor(chatId: string) {
    super('chat_deleted', `Chat ${chatId} was deleted while it was being answered.`);
  }
}
