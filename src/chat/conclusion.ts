import type { IncompleteReason } from '../conversation/chat.js';
import { DomainError, LeaseLostError, ProviderError } from '../errors/domain.error.js';
import type { TurnEnd } from '../storage/chat-repository.js';
import { answerMessage, answerReport, type Completeness, type Generation } from './answer.js';
import type { TurnOutcome } from './events.js';
import type { Turn } from './turn.js';

/** How the model's side of a turn ended: by itself, or by what was thrown. */
export type GenerationEnd = 'stop' | 'length' | DomainError;

/** What is kept of a turn, and what its readers are told once that is durable. */
export interface Conclusion {
  readonly end: TurnEnd;
  readonly outcome: TurnOutcome;
}

/** Decides, from how the model ended and whether there is text, what is kept and what is said. */
export function conclude(turn: Turn, generation: Generation, ended: GenerationEnd): Conclusion {
  const report = answerReport(turn, generation, completenessOf(ended));
  if (report.response !== '' && !(ended instanceof LeaseLostError)) {
    const answer = answerMessage(turn, report);
    if (isAcknowledged(ended)) return { end: { outcome: 'answered', answer }, outcome: { type: 'turn-end', answer: report } };
    return { end: { outcome: 'answered', answer: { ...answer, code: ended.code } }, outcome: { type: 'turn-error', error: ended, answer: report } };
  }
  const error = ended instanceof DomainError ? ended : emptyAnswer(generation);
  const end: TurnEnd = { outcome: 'failed', code: error.code, timestamp: new Date().toISOString() };
  return { end, outcome: error.code === 'stopped' ? { type: 'turn-end', answer: report } : { type: 'turn-error', error } };
}

/** The answer that could not be kept, with its text. */
export const unstored = (turn: Turn, generation: Generation, error: DomainError): TurnOutcome => {
  const answer = answerReport(turn, generation, { status: 'incomplete', incomplete_reason: 'interrupted' });
  const none = answer.response === '' || error instanceof LeaseLostError;
  return { type: 'turn-error', error, ...(none ? {} : { answer }) };
};

const isAcknowledged = (ended: GenerationEnd): ended is 'stop' | 'length' => !(ended instanceof DomainError) || ended.code === 'stopped';

function completenessOf(ended: GenerationEnd): Completeness {
  if (ended === 'stop') return { status: 'complete' };
  return { status: 'incomplete', incomplete_reason: ended === 'length' ? 'length' : reasonOf(ended) };
}

function reasonOf(error: DomainError): IncompleteReason {
  if (error.code === 'stopped') return 'stopped';
  return error.code === 'shutting_down' ? 'shutdown' : 'provider_error';
}

function emptyAnswer({ usage, window }: Generation): ProviderError {
  const full = usage !== undefined && window !== undefined && usage.total_tokens >= window;
  return full
    ? new ProviderError('context_overflow', `The question filled the model's window of ${window} tokens and left no room for an answer. Shorten it, or run the model with a larger window.`)
    : new ProviderError('provider_failed', 'The model ended its answer without a word of text. Ask again.');
}
