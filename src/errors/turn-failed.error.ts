import { DomainError } from './domain.error.js';

/** A turn that was accepted and then failed: with its ids and what there is of its answer. */
export class TurnFailedError extends DomainError {
  constructor(
    error: DomainError,
    readonly turn: Readonly<Record<string, unknown>>,
  ) {
    super(error.code, error.message, { cause: error.cause, retryAfterSeconds: error.retryAfterSeconds });
  }
}
