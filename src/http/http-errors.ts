import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '../errors/codes.js';
import { DomainError } from '../errors/domain.error.js';

/** What HTTP's own layers refuse, said as one of our errors; undefined for what is nobody's fault but ours. */
export function fromHttpLayer(error: unknown): DomainError | undefined {
  const found = FASTIFY[codeOf(error instanceof HttpException ? error.cause : error)];
  if (found) return new DomainError(...found);
  const status = error instanceof HttpException ? error.getStatus() : statusCodeOf(error);
  const byStatus = status === undefined ? undefined : STATUSES[status];
  if (byStatus) return new DomainError(...byStatus);
  return status !== undefined && status >= 400 && status < 500 ? new DomainError('bad_request', 'The request could not be understood.') : undefined;
}

const MALFORMED: [ErrorCode, string] = ['malformed_json', 'The body is not valid JSON. Send an object such as {"message": "Hello"}.'];
const TOO_LARGE: [ErrorCode, string] = ['body_too_large', 'The body is too large. MAX_BODY_BYTES is the limit.'];
const NOT_JSON: [ErrorCode, string] = ['unsupported_media_type', 'Bodies are JSON only. Send the header "Content-Type: application/json".'];

const FASTIFY: Readonly<Record<string, [ErrorCode, string] | undefined>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: MALFORMED,
  FST_ERR_CTP_EMPTY_JSON_BODY: MALFORMED,
  FST_ERR_CTP_BODY_TOO_LARGE: TOO_LARGE,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: NOT_JSON,
  FST_ERR_MAX_PARAM_LENGTH: ['validation_failed', 'chat_id must be 1 to 128 letters, digits, "-" and "_"'],
  FST_STATIC_FORBIDDEN_PATH: ['route_not_found', 'There is nothing at this address. GET / lists every route.'],
  FST_ERR_BAD_URL: ['bad_request', 'The address is not a valid URL.'],
};

const STATUSES: Readonly<Record<number, [ErrorCode, string] | undefined>> = {
  403: ['cross_site', 'A page of another site may not change anything here. Send the request from this server\'s own pages, or from a program that is no browser.'],
  413: TOO_LARGE,
  415: NOT_JSON,
};

/** The code of an error of Fastify. Nest hands it on as the cause of an exception of its own. */
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

function statusCodeOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
