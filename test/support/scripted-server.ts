import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** What every scripted server of models has: connections that can be counted and ended, questions that can be waited for. */
export abstract class ScriptedServer {
  /** Runs instead of the usual answer of a path, whatever its query. */
  readonly instead = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
  readonly paths: string[] = [];
  connections = 0;
  private readonly running = new Set<ServerResponse>();
  private readonly sockets = new Set<Socket>();
  private waiting: (() => void)[] = [];

  protected constructor(private readonly server: Server) {
    server.on('request', (request, response) => this.receive(request, response));
    server.on('connection', (socket) => this.connect(socket));
  }

  /** How many questions have been asked since the start. */
  protected abstract readonly asks: number;
  protected abstract serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void>;

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get open(): number {
    return this.sockets.size;
  }

  /** Resolves once no question is being answered. */
  async idle(): Promise<void> {
    await this.until(() => this.running.size === 0);
  }

  /** Resolves once so many questions have been asked since the start. */
  async asked(count = 1): Promise<void> {
    await this.until(() => this.asks >= count);
  }

  /** Resolves once no more connections than so many are open. */
  async connected(most: number): Promise<void> {
    await this.until(() => this.open <= most);
  }

  /** Ends every connection from this side; the other side has not heard of it when this returns. */
  closeConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.closeConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** On a free port, or on one where another was before. */
  protected async listen(port: number): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return this;
  }

  /** A question has come; its answer runs until its connection's use ends. */
  protected begin(response: ServerResponse): void {
    this.running.add(response);
    response.on('close', () => this.leave(this.running, response)).on('error', () => undefined);
    this.changed();
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    this.paths.push(path);
    const instead = this.instead.get(path.split('?', 1)[0]!);
    if (instead) instead(request, response);
    else void this.serve(path, request, response);
  }

  private connect(socket: Socket): void {
    this.connections++;
    this.sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.leave(this.sockets, socket));
  }

  private leave<T>(those: Set<T>, one: T): void {
    those.delete(one);
    this.changed();
  }

  private changed(): void {
    for (const look of this.waiting.splice(0)) look();
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

/** One question and the answer to it. */
export abstract class ScriptedAnswer<Question> {
  /** The headers of an answer that begins. */
  protected abstract readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly question: Question,
    readonly response: ServerResponse,
  ) {}

  get socket(): Socket {
    return this.response.socket!;
  }

  /** Some bytes; resolves when they have left for the client. */
  async bytes(bytes: string | Uint8Array): Promise<void> {
    if (!this.response.headersSent) this.response.writeHead(200, this.headers);
    await new Promise<void>((resolve) => this.response.write(bytes, () => resolve()));
    await setImmediate();
  }

  /** Ends the connection in the middle, but what was sent arrives. */
  cut(): void {
    this.socket.destroy();
  }

  /** Ends the connection as a crash does, with a TCP reset; what was sent last may be lost with it. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  /** Resolves when the client has gone. */
  async left(): Promise<void> {
    if (!this.response.closed) await new Promise((resolve) => this.response.once('close', resolve));
  }
}
