import { type Problem, problemOf } from '../errors/problem.js';
import { TurnFailedError } from '../errors/turn-failed.error.js';
import type { AnswerDto } from './dto/answer.dto.js';
import type { AnswerReport, TurnHead, TurnOutcome } from './events.js';
import type { Turn } from './turn.js';

/** What a client is told at the end of a turn, as JSON and as the last event alike. */
export const turnEndOf = ({ chat_id, user_message_id }: TurnHead, answer: AnswerReport): AnswerDto => ({ ...answer, chat_id, user_message_id, success: true });

export const turnProblemOf = (head: TurnHead, failed: TurnFailure): Problem => problemOf(failed.error, '/chat', factsOf(head, failed));

/** A turn awaited to its end, as one JSON body; throws when it failed. */
export async function jsonAnswer(turn: Turn): Promise<AnswerDto> {
  const outcome = await turn.ended;
  if (outcome.type === 'turn-end') return turnEndOf(turn.head, outcome.answer);
  throw new TurnFailedError(outcome.error, factsOf(turn.head, outcome));
}

type TurnFailure = Extract<TurnOutcome, { type: 'turn-error' }>;

const factsOf = ({ chat_id, user_message_id }: TurnHead, { answer }: TurnFailure): Readonly<Record<string, unknown>> => ({ chat_id, user_message_id, ...(answer ? { answer } : {}) });
