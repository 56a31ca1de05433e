import { Injectable } from '@nestjs/common';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** What is being answered now, so that a server that ends can let the last bytes leave. */
@Injectable()
export class OpenResponses {
  private readonly open = new Set<ServerResponse>();

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (_request, { raw }, done) => {
      this.open.add(raw);
      raw.once('close', () => this.open.delete(raw));
      done();
    });
  }

  /** Returns when all that is being answered now has been sent, or after a time. */
  async sent(limitMs: number): Promise<void> {
    const limit = new AbortController();
    const late = delay(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([Promise.all(Array.from(this.open, (response) => once(response, 'close'))), late]);
    limit.abort();
  }
}
