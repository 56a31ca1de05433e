import { request, type ClientRequest, type IncomingMessage } from 'node:http';

export interface ServerEvent {
  readonly id?: string;
  readonly event: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the server says
  readonly data: any;
}

/** A client of an event stream, over a socket of its own. */
export class EventStream {
  /** Comments that have come. */
  comments = 0;
  private rest = '';
  private readonly frames: AsyncIterator<Buffer>;

  private constructor(
    private readonly asked: ClientRequest,
    readonly response: IncomingMessage,
  ) {
    this.frames = response[Symbol.asyncIterator]();
  }

  static post(url: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
    return EventStream.open(url, 'POST', { 'content-type': 'application/json', ...headers }, JSON.stringify(body));
  }

  static get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
    return EventStream.open(url, 'GET', headers);
  }

  private static open(url: string, method: string, headers: Readonly<Record<string, string>>, body?: string): Promise<EventStream> {
    return new Promise((resolve, reject) => {
      const asked = request(url, { method, headers, agent: false }, (response) => resolve(new EventStream(asked, response)));
      asked.on('error', reject).end(body);
    });
  }

  get status(): number {
    return this.response.statusCode!;
  }

  /** The next event; undefined at the end. */
  async next(): Promise<ServerEvent | undefined> {
    for (;;) {
      const end = this.rest.indexOf('\n\n');
      if (end >= 0) {
        const frame = this.rest.slice(0, end);
        this.rest = this.rest.slice(end + 2);
        if (frame.includes('data: ')) return parse(frame);
        if (frame.startsWith(':')) this.comments++;
        continue;
      }
      const { done, value } = await this.frames.next();
      if (done) return undefined;
      this.rest += value.toString('utf8');
    }
  }

  /** Reads on until an event that is wanted; throws at the end. */
  async until(isWanted: (event: ServerEvent) => boolean): Promise<ServerEvent> {
    for (let event = await this.next(); event; event = await this.next()) if (isWanted(event)) return event;
    throw new Error('The stream ended before that event.');
  }

  async all(): Promise<ServerEvent[]> {
    const events: ServerEvent[] = [];
    for (let event = await this.next(); event; event = await this.next()) events.push(event);
    return events;
  }

  /** Everything that is not an event: a JSON body. */
  async json(): Promise<{ readonly [field: string]: unknown }> {
    const pieces: Buffer[] = [];
    for (let next = await this.frames.next(); !next.done; next = await this.frames.next()) pieces.push(next.value);
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  }

  /** Leaves, as a closed tab does. */
  leave(): void {
    this.asked.destroy();
  }
}

export const textOf = (events: readonly ServerEvent[]): string => events.map(({ event, data }) => (event === 'text-delta' ? data.text : '')).join('');

function parse(frame: string): ServerEvent {
  const fields = new Map(frame.split('\n').map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
  return { id: fields.get('id'), event: fields.get('event') ?? 'message', data: JSON.parse(fields.get('data') ?? 'null') };
}
