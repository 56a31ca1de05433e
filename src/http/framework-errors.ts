import type { FastifyReply, FastifyRequest } from 'fastify';
import { statusOf } from '../errors/codes.js';
import { DomainError } from '../errors/domain.error.js';
import { PROBLEM_TYPE, problemOf } from '../errors/problem.js';
import { fromHttpLayer } from './http-errors.js';

/** What the router itself refuses, before any hook or filter runs, in the form of every error. */
export function sendFrameworkError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const known = fromHttpLayer(error) ?? new DomainError('bad_request', 'The request could not be understood.');
  const path = request.url.split('?', 1)[0]!;
  void reply.code(statusOf(known.code)).header('content-type', `${PROBLEM_TYPE}; charset=utf-8`).send(JSON.stringify(problemOf(known, path)));
}
