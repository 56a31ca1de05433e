import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

const EVENT_STREAM = 'text/event-stream';

/** Whoever asked: what it wants, and whether it is still there. */
export class Client {
  private readonly controller = new AbortController();

  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
  ) {
    const response = reply.raw;
    const left = (): void => {
      if (!response.writableFinished) this.controller.abort(new DOMException('The client has left.', 'AbortError'));
    };
    // The request's own `close` comes as soon as its body is read.
    if (response.destroyed) left();
    else response.once('close', left);
  }

  /** Fires when the client leaves before the answer is complete. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether its Accept header names an event stream. */
  get acceptsEvents(): boolean {
    return this.request.headers.accept?.toLowerCase().includes(EVENT_STREAM) ?? false;
  }

  /** The last event that a browser's EventSource has seen before it came back. */
  get lastEventId(): string | undefined {
    const id = this.request.headers['last-event-id'];
    return typeof id === 'string' && id !== '' ? id : undefined;
  }

  /** The headers of an event stream: nobody on the way keeps, changes or collects it. */
  expectEvents(): void {
    this.reply.header('content-type', `${EVENT_STREAM}; charset=utf-8`).header('cache-control', 'no-cache, no-transform').header('x-accel-buffering', 'no');
  }

  /** Ends the connection of one that does not read what it is sent. */
  drop(): void {
    this.reply.raw.destroy();
  }
}

/** The client of a request, for a controller's method. */
export const FromClient = createParamDecorator((_: unknown, context: ExecutionContext): Client => {
  const http = context.switchToHttp();
  return new Client(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});
