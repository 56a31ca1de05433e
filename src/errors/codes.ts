/** Every code an error of ours can have, with its HTTP status and title. A code is for ever; a new one does not compile without its status. */
export const ERRORS = {
  malformed_json: [400, 'Malformed JSON'],
  chat_id_reserved: [400, 'Reserved chat id'],
  bad_request: [400, 'Bad request'],
  cross_site: [403, 'Cross-site request'],
  chat_not_found: [404, 'Chat not found'],
  unknown_model: [404, 'Unknown model'],
  route_not_found: [404, 'Route not found'],
  method_not_allowed: [405, 'Method not allowed'],
  request_timeout: [408, 'Request timed out'],
  chat_busy: [409, 'Chat is busy'],
  chat_deleted: [409, 'Chat was deleted'],
  chat_id_taken: [409, 'Chat id is taken'],
  body_too_large: [413, 'Body too large'],
  context_overflow: [413, 'Context overflow'],
  unsupported_media_type: [415, 'Unsupported media type'],
  wrong_host: [421, 'Misdirected request'],
  validation_failed: [422, 'Validation failed'],
  idempotency_key_reused: [422, 'Idempotency key reused'],
  headers_too_large: [431, 'Headers too large'],
  stopped: [409, 'Stopped'],
  internal: [500, 'Internal error'],
  provider_failed: [502, 'Provider failed'],
  provider_unavailable: [503, 'Provider unavailable'],
  model_not_found: [503, 'Model not found'],
  provider_busy: [503, 'Provider busy'],
  model_loading: [503, 'Model loading'],
  server_busy: [503, 'Server busy'],
  shutting_down: [503, 'Shutting down'],
  interrupted: [503, 'Interrupted'],
  storage_failed: [503, 'Storage failed'],
  api_unreachable: [503, 'API unreachable'],
  provider_timeout: [504, 'Provider timed out'],
  storage_full: [507, 'Storage full'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ErrorCode = keyof typeof ERRORS;

export const statusOf = (code: ErrorCode): number => ERRORS[code][0];
export const titleOf = (code: ErrorCode): string => ERRORS[code][1];
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);
