import type { TurnEvent } from './events.js';
import { eventId } from './event-id.js';
import type { Turn } from './turn.js';
import { turnEndOf, turnProblemOf } from './turn-bodies.js';

/** Heartbeats that a reader may leave unread before it is given up. */
const UNREAD_BEATS = 4;
const HEARTBEAT = ':\n\n';
/** A browser comes back after so long. */
const RECONNECT = 'retry: 1000\n\n';

export interface FrameOptions {
  /** A comment is sent when nothing else was for so long. */
  readonly heartbeatMs: number;
  readonly signal: AbortSignal;
  /** Ends the connection of a reader that takes nothing for some heartbeats. */
  readonly drop: () => void;
}

/** A turn from a place on as server-sent events, with comments while it is silent. */
export async function* eventFrames(turn: Turn, after: number, { heartbeatMs, signal, drop }: FrameOptions): AsyncGenerator<string, void, void> {
  const events = turn.read(after, signal);
  let beat: (() => void) | undefined;
  let unread = 0;
  const timer = setInterval(() => {
    if (beat) beat();
    else if (++unread >= UNREAD_BEATS) drop();
  }, heartbeatMs);
  try {
    // At once, also for a reader that has seen all: the headers wait for it.
    yield RECONNECT;
    for (let next = events.next(); ; ) {
      const result = await new Promise<IteratorResult<TurnEvent, void> | undefined>((resolve, reject) => {
        beat = () => resolve(undefined);
        next.then(resolve, reject);
      });
      beat = undefined;
      unread = 0;
      timer.refresh();
      if (result?.done) return;
      yield result ? frameOf(turn, result.value) : HEARTBEAT;
      if (result) next = events.next();
    }
  } finally {
    clearInterval(timer);
    void events.return();
  }
}

function frameOf(turn: Turn, event: TurnEvent): string {
  const id = 'place' in event ? `id: ${eventId(turn.turnId, event.place)}\n` : '';
  return `${id}event: ${event.type}\ndata: ${JSON.stringify(dataOf(turn, event))}\n\n`;
}

function dataOf(turn: Turn, event: TurnEvent): object {
  switch (event.type) {
    case 'turn-start':
      return event.head;
    case 'turn-end':
      return turnEndOf(turn.head, event.answer);
    case 'turn-error':
      return turnProblemOf(turn.head, event);
    case 'progress': {
      const { phase, percent } = event;
      return percent === undefined ? { phase } : { phase, percent };
    }
    default:
      return { text: event.text };
  }
}
