import { isAbort } from '../api/fault';
import type { TurnEvent } from '../api/turn-events';
import { followChat, type TurnEvents } from '../api/turns';
import { attended } from '../state/presence';
import { reachable } from '../state/reachable';
import { delay, when } from '../state/when';

const AGAIN_MS = 500;

export interface Follower {
  readonly chatId: string;
  readonly signal: AbortSignal;
  /** The last event that was taken. */
  readonly lastEventId: () => string | undefined;
  readonly onLost: (isLost: boolean) => void;
}

/**
 * The events of the answer that a chat is getting, to its end, whatever the network does: what was lost is asked for again
 * after the last event taken. A tab that nobody looks at waits without a connection. Ends without a last event when the server
 * has nothing more to tell; throws its refusals.
 */
export async function* steadyEvents(follower: Follower, first?: TurnEvents): TurnEvents {
  const { chatId, signal, lastEventId, onLost } = follower;
  let isOver = false;
  for (let source = first; !signal.aborted; source = undefined) {
    try {
      const events = source ?? (await followChat(chatId, lastEventId(), signal));
      if (!events) return;
      for await (const event of whileAttended(events, signal)) {
        onLost(false);
        // The server closes the stream right after: one that ends by itself leaves its connection to the next request.
        isOver = isLast(event);
        yield event;
      }
      if (isOver) return;
      await delay(AGAIN_MS, signal);
    } catch (error) {
      if (signal.aborted || isOver) return;
      if (!isAbort(error) && !isLoss(error)) throw error;
      if (isLoss(error)) onLost(true);
      await delay(AGAIN_MS, signal).catch(() => undefined);
      await when(() => attended.value && reachable.state.value !== 'away', signal).catch(() => undefined);
    }
  }
}

const isLast = ({ type }: TurnEvent): boolean => type === 'turn-end' || type === 'turn-error';
const isLoss = (error: unknown): boolean => error instanceof Error && error.name === 'Unreachable';

/** Leaves its source when nobody looks at this tab any more, or when it is aborted. */
async function* whileAttended(events: TurnEvents, signal: AbortSignal): TurnEvents {
  const done = new AbortController();
  const leaving = AbortSignal.any([signal, done.signal]);
  const unattended = when(() => !attended.value, leaving).then(() => Promise.reject(new DOMException('Nobody is looking.', 'AbortError')));
  unattended.catch(() => undefined);
  try {
    for (;;) {
      const { done: isOver, value } = await Promise.race([events.next(), unattended]);
      if (isOver) return;
      yield value;
    }
  } finally {
    done.abort();
    void events.return();
  }
}
