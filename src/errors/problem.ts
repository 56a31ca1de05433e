import { type ErrorCode, statusOf, titleOf } from './codes.js';
import { DomainError } from './domain.error.js';

/** The body of every error (RFC 9457), also the data of a stream's `turn-error`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly instance: string;
  readonly success: false;
  readonly [field: string]: unknown;
}

export const PROBLEM_TYPE = 'application/problem+json';

/** An error as a body. `more` holds what is known of a turn that had begun. */
export const problemOf = (error: DomainError, instance: string, more: Readonly<Record<string, unknown>> = {}): Problem => ({
  type: `urn:problem:${error.code}`,
  title: titleOf(error.code),
  status: statusOf(error.code),
  detail: error.message,
  code: error.code,
  instance,
  success: false,
  ...more,
});
