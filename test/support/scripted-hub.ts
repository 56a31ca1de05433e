import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a file is served. */
export interface Serving {
  readonly content: Buffer;
  readonly etag?: string;
  /** Answers 200 with all of it, whatever was asked. */
  readonly ignoreRange?: boolean;
  /** Tells no length: the end is where the connection says so. */
  readonly chunked?: boolean;
  /** Only so many bytes of the whole; what then comes is up to the script. */
  readonly upTo?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export type HubScript = (exchange: HubExchange) => void | Promise<void>;

/** A server of files, as the hub is one, that does what its script says. */
export class ScriptedHub {
  script: HubScript = (exchange) => exchange.refuse(404);
  /** What it was asked, in order. */
  readonly asked: IncomingMessage[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ScriptedHub> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const hub = new ScriptedHub(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      hub.asked.push(request);
      void hub.script(new HubExchange(request, response));
    });
    return hub;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Serves a file to everyone from now on. */
  serve(serving: Serving): void {
    this.script = (exchange) => exchange.serve(serving);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** One request, and ways to answer it well and badly. */
export class HubExchange {
  constructor(
    readonly request: IncomingMessage,
    private readonly response: ServerResponse,
  ) {}

  /** Where the range that was asked for begins. */
  get from(): number {
    return Number(/^bytes=(\d+)-$/.exec(this.request.headers.range ?? '')?.[1] ?? 0);
  }

  /** Sends the file, or what was asked of it: honours Range and If-Range. */
  async serve(serving: Serving): Promise<void> {
    await this.begin(serving);
    if (serving.upTo === undefined) this.response.end();
  }

  /** Sends as much of the file as it says, and leaves the answer open. */
  async begin({ content, etag, ignoreRange = false, chunked = false, upTo = content.length, headers = {} }: Serving): Promise<void> {
    const changed = this.request.headers['if-range'] !== undefined && this.request.headers['if-range'] !== etag;
    const from = ignoreRange || changed ? 0 : this.from;
    if (from >= content.length) return this.refuse(416, { 'content-range': `bytes */${content.length}` });
    this.response.writeHead(from > 0 ? 206 : 200, {
      ...(chunked ? {} : { 'content-length': content.length - from }),
      ...(from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {}),
      ...(etag === undefined ? {} : { etag }),
      ...headers,
    });
    await this.send(content.subarray(from, upTo));
  }

  async send(bytes: Buffer): Promise<void> {
    await new Promise<void>((resolve) => this.response.write(bytes, () => resolve()));
  }

  /** Ends the connection after what was sent, before all of it was. */
  cut(): void {
    this.response.socket?.end();
  }

  reset(): void {
    this.response.socket?.resetAndDestroy();
  }

  redirect(to: string, headers: Readonly<Record<string, string>> = {}): void {
    this.response.writeHead(302, { location: to, ...headers }).end();
  }

  refuse(status: number, headers: Readonly<Record<string, string>> = {}): void {
    this.response.writeHead(status, headers).end();
  }

  /** Resolves when the client has gone. */
  async left(): Promise<void> {
    if (!this.response.destroyed) await once(this.response, 'close');
  }
}

/** Bytes that begin as a model file does, and are different each time. */
export const ggufBytes = (size = 400_000): Buffer => Buffer.concat([Buffer.from('GGUF'), randomBytes(size - 4)]);

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
