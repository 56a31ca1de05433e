import type { EventSourceMessage } from 'eventsource-parser';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { components } from './schema';
import { Unreachable } from './fault';

type Schemas = components['schemas'];

/** What a stream tells of a turn (WIRE: first `turn-start`, last `turn-end` or `turn-error`). */
export type TurnEvent = { readonly id?: string } & (
  | { readonly type: 'turn-start'; readonly data: Schemas['TurnStartDto'] }
  | { readonly type: 'progress'; readonly data: Schemas['ProgressDto'] }
  | { readonly type: 'text-delta' | 'reasoning-delta'; readonly data: Schemas['DeltaDto'] }
  | { readonly type: 'turn-end'; readonly data: Schemas['AnswerDto'] }
  | { readonly type: 'turn-error'; readonly data: Schemas['TurnProblemDto'] }
);

const KNOWN: ReadonlySet<string> = new Set(['turn-start', 'progress', 'text-delta', 'reasoning-delta', 'turn-end', 'turn-error']);

/** Longest silence: the server sends a comment every 15 seconds, so the network is gone, whatever the browser believes. */
const SILENCE_MS = 60_000;

/** The events of a response; ends when the server has said all, throws Unreachable when the connection was lost. */
export async function* turnEvents(response: Response): AsyncGenerator<TurnEvent, void, void> {
  if (!response.body) return;
  const reader = whileHeard(response.body).pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (value.event !== undefined && KNOWN.has(value.event)) yield eventFrom(value);
    }
  } catch (error) {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : new Unreachable(error);
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** A body that fails when nothing, not even a comment, has come for long. */
function whileHeard(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<BufferSource> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reader = body.getReader();
  return new ReadableStream({
    pull: async (controller) => {
      const silence = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Unreachable()), SILENCE_MS)));
      const { done, value } = await Promise.race([reader.read(), silence]).finally(() => clearTimeout(timer));
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API's own events, in the forms of its OpenAPI document
const eventFrom = ({ id, event, data }: EventSourceMessage): TurnEvent => ({ id, type: event, data: JSON.parse(data) as unknown }) as TurnEvent;
