import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain.error.js';

export const IDEMPOTENCY_KEY = 'idempotency-key';
const LONGEST = 255;

/** The key under which a request may be sent again without being done twice; undefined without the header. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers[IDEMPOTENCY_KEY];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key !== '' && key.length <= LONGEST) return key;
  throw new DomainError('validation_failed', `Idempotency-Key must have 1 to ${LONGEST} characters`);
});
