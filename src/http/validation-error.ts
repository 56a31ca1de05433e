import type { ValidationError } from 'class-validator';
import { DomainError } from '../errors/domain.error.js';

/** What validation refuses, in one sentence that names every fault and repeats nothing of what was sent but the names of fields. */
export function validationError(errors: readonly ValidationError[]): DomainError {
  const faults = errors.map((error) => {
    const [rule, message] = Object.entries(error.constraints ?? {}).at(-1) ?? [];
    return rule === 'whitelistValidation' ? `${error.property.slice(0, 64)} is not a known field` : (message ?? `${error.property.slice(0, 64)} is not valid`);
  });
  return new DomainError('validation_failed', faults.join('; ') || 'The request is not valid.');
}
