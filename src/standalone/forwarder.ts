import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import { DomainError } from '../errors/domain.error.js';
import { Client } from '../http/client.decorator.js';
import { answerHeaders, questionHeaders } from './forwarded-headers.js';

/** How long the API may take to accept a connection. What it does then may take as long as a model needs. */
const CONNECT_LIMIT_MS = 5000;

/** Hands requests to the API and its answers back, both as they come, each request once. */
export class Forwarder {
  private readonly logger = new Logger(Forwarder.name);
  private readonly url: URL;
  private readonly protocol: typeof http | typeof https;
  private readonly agent: http.Agent;
  /** Stands in what we send, so that we know it when API_URL leads back to us. */
  private readonly mark = `1.1 ${randomUUID()}`;
  private isAway = false;

  constructor(private readonly apiUrl: string) {
    this.url = new URL(apiUrl);
    this.protocol = this.url.protocol === 'https:' ? https : http;
    this.agent = new this.protocol.Agent({ keepAlive: true });
  }

  forward(request: FastifyRequest, reply: FastifyReply): void {
    if (request.headers.via?.includes(this.mark)) throw new DomainError('api_unreachable', `API_URL is ${this.apiUrl}, which leads back to the web page itself. Set it to the address of the API.`);
    const { signal } = new Client(request, reply);
    const path = `${this.url.pathname.replace(/\/$/, '')}${request.url}`;
    const headers = questionHeaders(request.headers, this.mark);
    const asked = this.protocol.request(this.url, { agent: this.agent, method: request.method, path, headers, signal });
    limitConnecting(asked);
    asked.once('response', (answer) => {
      this.note(false, 'answers');
      reply.code(answer.statusCode!).headers(answerHeaders(answer.headers)).send(answer);
    });
    asked.on('error', (error) => {
      if (reply.sent || signal.aborted) return;
      this.note(true, `does not answer (${'code' in error ? String(error.code) : error.message})`);
      reply.send(new DomainError('api_unreachable', `The server at ${this.apiUrl} does not answer. It is set by API_URL.`));
    });
    // What nobody takes any more is read to its end, so that the sender gets to our answer.
    asked.once('close', () => request.raw.unpipe(asked).resume());
    request.raw.pipe(asked);
  }

  private note(isAway: boolean, what: string): void {
    if (isAway !== this.isAway) this.logger.warn(`The server at ${this.apiUrl} ${what}`);
    this.isAway = isAway;
  }
}

function limitConnecting(asked: ClientRequest): void {
  const late = setTimeout(() => asked.destroy(new Error(`no connection within ${CONNECT_LIMIT_MS} ms`)), CONNECT_LIMIT_MS);
  const connected = (): void => clearTimeout(late);
  asked.once('close', connected).once('socket', (socket) => (socket.connecting ? void socket.once('connect', connected) : connected()));
}
