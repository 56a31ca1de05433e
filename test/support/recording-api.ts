import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Stands where an API would: writes down what arrives, answers as it is told. */
export class RecordingApi {
  readonly requests: Recorded[] = [];
  answer: (response: ServerResponse) => void = (response) => response.end('{}');
  private readonly news = new EventEmitter();

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.record(request, response));
  }

  static async start(): Promise<RecordingApi> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new RecordingApi(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves when a client has left an answer that was not finished. */
  async left(): Promise<void> {
    await once(this.news, 'left');
  }

  async arrived(): Promise<void> {
    await once(this.news, 'arrived');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async record(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.once('close', () => response.writableFinished || this.news.emit('left'));
    this.requests.push({ method: request.method!, url: request.url!, headers: request.headers, body: await buffer(request) });
    this.answer(response);
    this.news.emit('arrived');
  }
}
