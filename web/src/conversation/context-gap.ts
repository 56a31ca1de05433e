import type { Turn } from './turn';

/** Where the model's sight ends: it no longer sees the turns before `before`. */
export interface ContextGap {
  readonly before: number;
  readonly messages: number;
  readonly window: number;
}

/** From what the model was shown for the newest answer that tells it; undefined when it was shown everything. */
export function contextGap(turns: readonly Turn[]): ContextGap | undefined {
  const newest = turns.findLastIndex(({ answer }) => answer?.context !== undefined);
  const context = turns[newest]?.answer?.context;
  if (!context || context.messages_left_out === 0) return undefined;
  // Beside the system prompt and the question: answered turns, newest first, each a question and an answer.
  let left = context.messages_sent - 2;
  let before = newest;
  while (before > 0 && left > 0) left -= messagesOf(turns[--before]);
  // Questions without an answer, just before, are neither shown nor left out.
  if (left <= 0) while (before > 0 && messagesOf(turns[before - 1]) === 0) before--;
  return before === 0 ? undefined : { before, messages: context.messages_left_out, window: context.window };
}

/** How many messages of a turn are shown to the model: none of a question that was never answered. */
const messagesOf = (turn: Turn | undefined): number => (turn?.answer?.text ? (turn.question === undefined ? 1 : 2) : 0);
