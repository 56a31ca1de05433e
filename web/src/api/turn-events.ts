import type { EventSourceMessage } from 'eventsource-parser';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { isAbort, Unreachable } from './fault';
import type { components } from './schema';

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

/** The events of a response, one after the other. */
export class TurnEvents {
  private readonly reader: ReadableStreamDefaultReader<EventSourceMessage>;
  private heardAt = performance.now();
  private readonly watch: ReturnType<typeof setInterval>;

  constructor(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
    const heard = new TransformStream<Uint8Array<ArrayBuffer>, BufferSource>({
      transform: (chunk, controller) => {
        this.heardAt = performance.now();
        controller.enqueue(chunk);
      },
    });
    this.reader = body.pipeThrough(heard).pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
    this.watch = setInterval(() => performance.now() - this.heardAt > SILENCE_MS && this.close(), SILENCE_MS / 4);
  }

  /** The next event; undefined when the server has said all or these events were closed. Throws Unreachable when the connection was lost. */
  async next(): Promise<TurnEvent | undefined> {
    try {
      for (;;) {
        const { done, value } = await this.reader.read();
        if (done) {
          this.close();
          return undefined;
        }
        if (value.event !== undefined && KNOWN.has(value.event)) return eventFrom(value);
      }
    } catch (error) {
      this.close();
      throw isAbort(error) ? error : new Unreachable(error);
    }
  }

  /** Leaves the connection, also while an event is waited for. */
  close(): void {
    clearInterval(this.watch);
    void this.reader.cancel().catch(() => undefined);
  }
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API's own events, in the forms of its OpenAPI document
const eventFrom = ({ id, event, data }: EventSourceMessage): TurnEvent => ({ id, type: event, data: JSON.parse(data) as unknown }) as TurnEvent;
