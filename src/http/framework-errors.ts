import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, statusOf } from '../errors/codes.js';
import { DomainError } from '../errors/domain.error.js';
import { PROBLEM_TYPE, problemOf } from '../errors/problem.js';
import { fromHttpLayer } from './http-errors.js';

const CONTENT_TYPE = `${PROBLEM_TYPE}; charset=utf-8`;

/** What the router itself refuses, before any hook or filter runs, in the form of every error. */
export function sendFrameworkError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const known = fromHttpLayer(error) ?? new DomainError('bad_request', 'The request could not be understood.');
  const path = request.url.split('?', 1)[0]!;
  void reply.code(statusOf(known.code)).header('content-type', CONTENT_TYPE).send(JSON.stringify(problemOf(known, path)));
}

/** What is no HTTP that could be read: nobody knows which route was meant, the connection ends. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const known = new DomainError(...(UNREADABLE[error.code ?? ''] ?? NO_HTTP));
  const status = statusOf(known.code);
  const body = JSON.stringify(problemOf(known, '/'));
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, `content-type: ${CONTENT_TYPE}`, `content-length: ${Buffer.byteLength(body)}`, 'connection: close'];
  if (socket.writable && !isAnswering(socket)) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}

/** Whether an answer has begun on a connection: another one in the middle of it would only be garbage. Node itself asks the same thing this way. */
// oxlint-disable-next-line no-underscore-dangle -- its only name
const isAnswering = (socket: Socket & { readonly _httpMessage?: { readonly headersSent: boolean } | null }): boolean => socket._httpMessage?.headersSent ?? false;

const NO_HTTP: [ErrorCode, string] = ['bad_request', 'This is no HTTP request that can be read.'];

const UNREADABLE: Readonly<Record<string, [ErrorCode, string] | undefined>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'The request did not arrive in time. Send it again, all of it.'],
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'The headers are too large: 16 KiB are read. Send fewer cookies or shorter ones.'],
};
