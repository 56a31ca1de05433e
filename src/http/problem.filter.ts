import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RouteTable } from './route-table.js';
import { statusOf } from '../errors/codes.js';
import { DomainError } from '../errors/domain.error.js';
import { fromHttpLayer } from './http-errors.js';
import { PROBLEM_TYPE, problemOf } from '../errors/problem.js';
import { TurnFailedError } from '../errors/turn-failed.error.js';

/** Every error leaves as one body. What nobody foresaw is a 500 that says nothing of its inside; the log has its name and place. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly routes: RouteTable) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return;
    if (isHealthReport(error)) return void reply.status(error.getStatus()).send(error.getResponse());
    this.send(this.domainError(error, request, reply), request, reply, error instanceof TurnFailedError ? error.turn : {});
  }

  private send(error: DomainError, request: FastifyRequest, reply: FastifyReply, more: Readonly<Record<string, unknown>>): void {
    if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds));
    if (error.code === 'chat_busy') reply.header('x-should-retry', 'false');
    // Fastify ends the connection here. While the body is still coming that is a reset, which the answer may not survive: the rest is read and dropped.
    if (error.code === 'body_too_large') reply.removeHeader('connection');
    const path = request.url.split('?', 1)[0]!;
    reply
      .status(statusOf(error.code))
      .header('content-type', `${PROBLEM_TYPE}; charset=utf-8`)
      .serializer(JSON.stringify)
      .send(problemOf(error, path, more));
  }

  private domainError(error: unknown, request: FastifyRequest, reply: FastifyReply): DomainError {
    if (error instanceof DomainError) return error;
    if (error instanceof NotFoundException) return this.routeError(request, reply);
    const known = fromHttpLayer(error);
    if (known) return known;
    this.logger.error(error instanceof Error ? `${error.name} ${placeOf(error)}` : `A ${typeof error} was thrown`);
    return new DomainError('internal', 'Something went wrong inside the server. Its log names the place.');
  }

  private routeError(request: FastifyRequest, reply: FastifyReply): DomainError {
    const allowed = this.routes.methodsAt(request.url.split('?', 1)[0]!);
    if (allowed.length === 0) return new DomainError('route_not_found', 'There is nothing at this address. GET / lists every route.');
    reply.header('allow', allowed.join(', '));
    return new DomainError('method_not_allowed', `${request.method} is not possible here, only ${allowed.join(', ')}.`);
  }
}

/** Terminus throws its own report, which is an answer and stays whole. */
function isHealthReport(error: unknown): error is HttpException {
  if (!(error instanceof HttpException)) return false;
  const body = error.getResponse();
  return typeof body === 'object' && 'details' in body && 'status' in body;
}

/** Where an error was thrown, without its message, which may hold what a user wrote. */
const placeOf = (error: Error): string => error.stack?.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 6).map((line) => line.trim()).join(' | ') ?? '';
