import { effect } from '@preact/signals';
import { Unreachable } from '../api/fault';
import type { TurnEvent, TurnEvents } from '../api/turn-events';
import { followChat } from '../api/turns';
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
export async function* steadyEvents(follower: Follower, first?: TurnEvents): AsyncGenerator<TurnEvent, void, void> {
  const { chatId, signal, lastEventId, onLost } = follower;
  let isOver = false;
  for (let source = first; !signal.aborted && !isOver; source = undefined) {
    try {
      const events = source ?? (await followChat(chatId, lastEventId(), signal));
      if (!events) return;
      for await (const event of whileAttended(events, signal)) {
        onLost(false);
        // The server closes the stream right after: one that ends by itself leaves its connection to the next request.
        isOver = isLast(event);
        yield event;
      }
      onLost(!isOver && attended.peek());
    } catch (error) {
      if (signal.aborted || isOver) return;
      if (!(error instanceof Unreachable)) throw error;
      onLost(true);
    }
    if (!isOver) await worthWhile(signal);
  }
}

const isLast = ({ type }: TurnEvent): boolean => type === 'turn-end' || type === 'turn-error';

/** Waits until it is worth while to ask again. */
async function worthWhile(signal: AbortSignal): Promise<void> {
  await delay(AGAIN_MS, signal).catch(() => undefined);
  await when(() => attended.value && reachable.state.value !== 'away', signal).catch(() => undefined);
}

/** Leaves its source when nobody looks at this tab any more, or when it is aborted. */
async function* whileAttended(events: TurnEvents, signal: AbortSignal): AsyncGenerator<TurnEvent, void, void> {
  const leave = (): void => events.close();
  const stop = effect(() => {
    if (!attended.value) leave();
  });
  signal.addEventListener('abort', leave, { once: true });
  try {
    for (let event = await events.next(); event; event = await events.next()) yield event;
  } finally {
    stop();
    signal.removeEventListener('abort', leave);
    leave();
  }
}
