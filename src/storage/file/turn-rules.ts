import type { AnswerPart } from '../../conversation/chat.js';
import type { Repetition, StoredTurn, TurnStart } from '../chat-repository.js';

/** A turn that was begun under the same key. */
export interface SeenTurn {
  readonly turn: StoredTurn;
  readonly fingerprint: string;
  /** Its question is the chat's last message. */
  readonly isLast: boolean;
}

/** What a key that was seen means; nothing when the model is to be asked again for the same question. */
export function repeatedOf({ turn, fingerprint, isLast }: SeenTurn, asked: NonNullable<TurnStart['idempotency']>, running: string | undefined): Repetition | undefined {
  if (fingerprint !== asked.fingerprint) return { outcome: 'mismatched' };
  if (running === turn.turnId) return { outcome: 'repeated', turn: { turnId: turn.turnId, question: turn.question }, running: true };
  const failedBeforeText = turn.answer === undefined;
  return failedBeforeText && isLast ? undefined : { outcome: 'repeated', turn, running: false };
}

/** What stands in an answer beyond what was kept of it. */
export function newsOf(kept: readonly AnswerPart[], parts: readonly AnswerPart[]): AnswerPart[] {
  let skip = kept.reduce((sum, { text }) => sum + text.length, 0);
  return parts.flatMap(({ type, text }) => {
    const rest = text.slice(skip);
    skip = Math.max(0, skip - text.length);
    return rest === '' ? [] : [{ type, text: rest }];
  });
}
