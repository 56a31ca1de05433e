import { TurnFailedError } from '../errors/turn-failed.error.js';
import type { AnswerDto } from './dto/answer.dto.js';
import type { Turn } from './turn.js';

/** A turn awaited to its end, as one JSON body; throws when it failed. */
export async function jsonAnswer(turn: Turn): Promise<AnswerDto> {
  const outcome = await turn.ended;
  const { chat_id, user_message_id } = turn.head;
  if (outcome.type === 'turn-end') return { ...outcome.answer, chat_id, user_message_id, success: true };
  throw new TurnFailedError(outcome.error, { chat_id, user_message_id, ...(outcome.answer ? { answer: outcome.answer } : {}) });
}
