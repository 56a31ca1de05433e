import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ErrorCode } from '../../errors/codes.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { AnswerDto } from './answer.dto.js';
import { DeltaDto, ProgressDto, TurnStartDto } from './events.dto.js';
import { TurnProblemDto } from './turn-problem.dto.js';

const OF_EVENTS = { 'turn-start': TurnStartDto, progress: ProgressDto, 'reasoning-delta': DeltaDto, 'text-delta': DeltaDto, 'turn-end': AnswerDto, 'turn-error': TurnProblemDto };

const EXAMPLE = `id: 7d6f8b7e.1
event: turn-start
data: {"chat_id":"trip-to-paris","user_message_id":"7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55","assistant_message_id":"3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11","title":"What is the capital of France?","model":"ollama/llama3.1:8b-instruct-q8_0"}

id: 7d6f8b7e.7
event: text-delta
data: {"text":"Paris."}

id: 7d6f8b7e.8
event: turn-end
data: {"response":"Paris.","status":"complete","chat_id":"trip-to-paris","success":true}

`;

/** Server-sent events. The schema is that of one event, as tools read it that know this media type. */
const EVENT_STREAM = {
  schema: {
    type: 'object',
    description:
      'One server-sent event. First `turn-start`, then `progress` and deltas, last exactly one `turn-end` (the answer is kept) or `turn-error`; what the last one says replaces what was shown before. A silent stream sends comments.',
    properties: {
      id: { type: 'string', pattern: String.raw`^[\da-f]{8}\.\d+$`, description: '`<turn>.<n>`, a place in the answer. Ids grow and have gaps; `progress` has none.' },
      event: { type: 'string', enum: Object.keys(OF_EVENTS) },
      data: { type: 'string', contentMediaType: 'application/json', contentSchema: { anyOf: Array.from(new Set(Object.values(OF_EVENTS)), (model) => ({ $ref: getSchemaPath(model) })) }, description: dataOfEvents() },
      retry: { type: 'integer', description: 'Milliseconds after which a browser comes back.' },
    },
  },
  example: EXAMPLE,
};

function dataOfEvents(): string {
  return `One JSON object: ${Object.entries(OF_EVENTS).map(([event, { name }]) => `${name} with \`${event}\``).join(', ')}.`;
}

const ASK_ERRORS: readonly ErrorCode[] = ['malformed_json', 'chat_id_reserved', 'cross_site', 'chat_busy', 'chat_deleted', 'chat_id_taken', 'body_too_large', 'context_overflow', 'unsupported_media_type', 'validation_failed', 'unknown_model', 'idempotency_key_reused', 'provider_failed', 'provider_unavailable', 'model_not_found', 'provider_busy', 'model_loading', 'server_busy', 'interrupted', 'storage_failed', 'provider_timeout', 'storage_full'];

/** Documents the answer to a question, in both its forms. */
export const ApiAnswer = (): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(...new Set(Object.values(OF_EVENTS))),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: 'A name for this question, 1 to 255 characters: sent again within 24 hours it is answered by the same turn and asked only once. Without `chat_id` the chat follows from it.', schema: { type: 'string', minLength: 1, maxLength: 255 } }),
    ApiResponse({ status: 200, description: 'The answer, kept durably: as JSON at its end, or as events while it is written', content: { 'application/json': { schema: { $ref: getSchemaPath(AnswerDto) } }, 'text/event-stream': EVENT_STREAM } }),
    ApiProblems('/chat', ASK_ERRORS, TurnProblemDto),
  );

/** Documents the answer that is followed. */
export const ApiFollow = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The last event that was seen: what comes after it is sent. Without it, or with one of another turn, all of the turn.', schema: { type: 'string' } }),
    ApiResponse({ status: 200, description: 'The turn from that place on: of the running answer, or of one that ended less than a minute ago', content: { 'text/event-stream': EVENT_STREAM } }),
    ApiResponse({ status: 204, description: 'Nothing to follow: no answer is being written and none has just ended, or its last event was seen' }),
    ApiProblems('/chat/stream/trip-to-paris', ['chat_not_found', 'validation_failed', 'storage_failed']),
  );
