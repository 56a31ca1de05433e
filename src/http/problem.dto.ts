import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ERRORS, type ErrorCode, statusOf } from '../errors/codes.js';
import { DomainError } from '../errors/domain.error.js';
import { PROBLEM_TYPE, problemOf } from '../errors/problem.js';

/** Every error (RFC 9457, application/problem+json). */
export class ProblemDto {
  /** A name of the kind of error, one a code. */
  @ApiProperty({ example: 'urn:problem:chat_busy' }) readonly type: string;
  @ApiProperty({ example: 'Chat is busy' }) readonly title: string;
  /** The HTTP status. */
  @ApiProperty({ example: 409, type: 'integer' }) readonly status: number;
  /** What happened and what to do about it, for a person. */
  @ApiProperty({ example: 'Chat trip-to-paris is still answering and more questions wait. Ask again when it has finished.' }) readonly detail: string;
  /** What happened, for a program. Codes never change. */
  @ApiProperty({ example: 'chat_busy', enum: Object.keys(ERRORS) }) readonly code: ErrorCode;
  /** The address that was asked for. */
  @ApiProperty({ example: '/chat' }) readonly instance: string;
  @ApiProperty({ example: false, enum: [false] }) readonly success: false;
  /** After the question was accepted: its chat. */
  @ApiPropertyOptional({ example: 'trip-to-paris' }) readonly chat_id?: string;
  /** After the question was accepted: its id in the history, where it stands. */
  @ApiPropertyOptional({ example: '7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55' }) readonly user_message_id?: string;
}

const ON_EVERY_ROUTE: readonly ErrorCode[] = ['bad_request', 'request_timeout', 'wrong_host', 'headers_too_large', 'internal', 'shutting_down'];

/** Documents the errors of a route, with an example of each code. */
export function ApiProblems(instance: string, codes: readonly ErrorCode[], schema?: typeof ProblemDto): MethodDecorator & ClassDecorator {
  const model = schema ?? ProblemDto;
  const all = [...codes, ...ON_EVERY_ROUTE];
  const responses = [...new Set(all.map(statusOf))].map((status) => {
    const group = all.filter((code) => statusOf(code) === status);
    const examples = Object.fromEntries(group.map((code) => [code, { value: problemOf(new DomainError(code, DETAILS[code] ?? ERRORS[code][1]), instance) }]));
    const headers = HEADERS[status];
    return ApiResponse({ status, description: group.map((code) => `\`${code}\``).join(', '), ...(headers ? { headers } : {}), content: { [PROBLEM_TYPE]: { schema: { $ref: getSchemaPath(model) }, examples } } });
  });
  return applyDecorators(ApiExtraModels(model), ...responses);
}

const retryAfter = { 'Retry-After': { description: 'Seconds after which to try again, where that helps.', schema: { type: 'integer' as const } } };
const HEADERS: Readonly<Record<number, Record<string, object> | undefined>> = {
  409: { ...retryAfter, 'x-should-retry': { description: '`false` with `chat_busy`: clients that retry by themselves shall not.', schema: { type: 'string' as const } } },
  503: retryAfter,
};

const DETAILS: Partial<Record<ErrorCode, string>> = {
  validation_failed: 'message must not be empty or blank, nor contain U+0000',
  provider_unavailable: 'Ollama is not running at http://127.0.0.1:11434. Start it with: ollama serve',
  model_not_found: 'Model llama3.1:8b-instruct-q8_0 is not pulled. Run: ollama pull llama3.1:8b-instruct-q8_0',
  chat_not_found: 'There is no chat trip-to-paris.',
  wrong_host: 'This server does not answer under that name. Use its IP address or localhost, or add the name to ALLOWED_HOSTS.',
};
