import type { TurnEvent } from '../api/turn-events';

/** An answer that is being written, as far as it was told. Durations count from `performance.now()`. */
export interface LiveTurn {
  readonly questionId: string;
  readonly model: string;
  readonly text: string;
  readonly reasoning: string;
  /** The last event seen: where to go on after the network was lost. */
  readonly lastEventId?: string;
  readonly progress?: { readonly phase: 'queued' | 'loading' | 'prompt'; readonly percent?: number };
  readonly beganAt: number;
  readonly reasoningAt?: number;
  readonly textAt?: number;
}

/** A turn at its first event. */
export const begun = ({ id, data }: Extract<TurnEvent, { type: 'turn-start' }>, now: number): LiveTurn => ({ questionId: data.user_message_id, model: data.model, text: '', reasoning: '', lastEventId: id, beganAt: now });

/** What an event adds; undefined when events between were missed, so that nobody shows a text with a hole. */
export function grown(turn: LiveTurn, event: TurnEvent, now: number): LiveTurn | undefined {
  if (event.type === 'progress') return { ...turn, progress: event.data };
  if (event.type !== 'text-delta' && event.type !== 'reasoning-delta') return turn;
  const { text } = event.data;
  const place = placeOf(event.id);
  const before = placeOf(turn.lastEventId);
  if (place <= before) return turn;
  // A place counts the characters before it.
  if (place - text.length !== before) return undefined;
  if (event.type === 'reasoning-delta') return { ...turn, reasoning: turn.reasoning + text, reasoningAt: turn.reasoningAt ?? now, lastEventId: event.id };
  return { ...turn, text: turn.text + text, textAt: turn.textAt ?? now, lastEventId: event.id };
}

const placeOf = (id: string | undefined): number => Number(id?.split('.')[1] ?? 0);
