import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ScriptedAnswer, ScriptedServer } from './scripted-server.js';

/** What a test does with one `/v1/messages`: everything that the API could, and what it should not. */
export type MessageScript = (message: ScriptedMessage) => void | Promise<void>;

export interface MessageQuestion {
  readonly model: string;
  readonly max_tokens: number;
  readonly system?: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly [field: string]: unknown;
}

export const KEY = 'sk-ant-api03-canary-5e11-secret';

/** A server that speaks the Messages API, version 2026-10-21, as it was documented, and breaks where its script says so. */
export class ScriptedAnthropic extends ScriptedServer {
  models: readonly string[] = ['claude-tiny', 'claude-other'];
  /** How many models a page of the list holds. */
  pageSize = 20;
  key = KEY;
  script: MessageScript = answering(['The capital', ' of France', ' is Paris.']);
  readonly questions: MessageQuestion[] = [];
  readonly headers: IncomingHttpHeaders[] = [];

  static async start(port = 0): Promise<ScriptedAnthropic> {
    return await new ScriptedAnthropic(createServer({ noDelay: true })).listen(port);
  }

  protected get asks(): number {
    return this.questions.length;
  }

  protected async serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    this.headers.push(request.headers);
    if (request.headers.authorization !== `Bearer ${this.key}`) return refuse(response, 401, 'authentication_error', 'invalid bearer token');
    if (request.headers['anthropic-version'] !== '2026-10-21') return refuse(response, 400, 'invalid_request_error', 'anthropic-version: header is required');
    if (pathname === '/v1/messages') return await this.message(await text(request), response);
    if (pathname === '/v1/models') return this.list(searchParams, response);
    const name = /^\/v1\/models\/(.+)$/.exec(pathname)?.[1];
    if (name !== undefined && this.models.includes(decodeURIComponent(name))) return json(response, 200, modelOf(name));
    refuse(response, 404, 'not_found_error', name === undefined ? 'Not found' : `model: ${name}`);
  }

  private list(query: URLSearchParams, response: ServerResponse): void {
    const from = this.models.indexOf(query.get('after_id') ?? '') + 1;
    const page = this.models.slice(from, from + Math.min(this.pageSize, Number(query.get('limit') ?? 20)));
    json(response, 200, { data: page.map(modelOf), first_id: page[0] ?? null, has_more: from + page.length < this.models.length, last_id: page.at(-1) ?? null });
  }

  private async message(body: string, response: ServerResponse): Promise<void> {
    const question = JSON.parse(body) as MessageQuestion;
    this.questions.push(question);
    this.begin(response);
    const fault = faultOf(question);
    if (fault !== undefined) return refuse(response, 400, 'invalid_request_error', fault);
    if (!this.models.includes(question.model)) return refuse(response, 404, 'not_found_error', `model: ${question.model}`);
    await this.script(new ScriptedMessage(question, response));
  }
}

/** One question and the answer to it. */
export class ScriptedMessage extends ScriptedAnswer<MessageQuestion> {
  protected readonly headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'request-id': 'req_011CSHoEeqs5C35K2UUqR7Fy' };

  refuse(status: number, type: string, message: string, headers: Readonly<Record<string, string>> = {}): void {
    refuse(this.response, status, type, message, headers);
  }

  /** One event under the name of its type; resolves when it has left for the client. */
  async event(event: ApiEvent): Promise<void> {
    await this.bytes(frameOf(event));
  }

  async events(...events: readonly ApiEvent[]): Promise<void> {
    for (const event of events) await this.event(event);
  }

  end(): void {
    this.response.end();
  }
}

export type ApiEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

export const frameOf = (event: ApiEvent): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const NO_MORE_USAGE = { output_tokens_details: null, server_tool_use: null };
export const START_USAGE = { input_tokens: 20, cache_creation_input_tokens: 2, cache_read_input_tokens: 4, cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 0 }, output_tokens: 1, inference_geo: 'global', service_tier: 'standard', speed: null, ...NO_MORE_USAGE };

export const startOf = (usage: object = START_USAGE): ApiEvent => ({
  type: 'message_start',
  message: { id: 'msg_01XFDUDYJgAACzvnptvVoYEL', type: 'message', role: 'assistant', model: 'claude-tiny', content: [], container: null, diagnostics: null, stop_reason: null, stop_sequence: null, stop_details: null, usage },
});

export const PING: ApiEvent = { type: 'ping' };
export const blockStart = (index: number, content_block: object = { type: 'text', text: '', citations: null }): ApiEvent => ({ type: 'content_block_start', index, content_block });
export const delta = (index: number, delta: object): ApiEvent => ({ type: 'content_block_delta', index, delta });
export const saying = (index: number, words: string): ApiEvent => delta(index, { type: 'text_delta', text: words });
export const thinking = (index: number, thought: string): ApiEvent => delta(index, { type: 'thinking_delta', thinking: thought });
export const blockStop = (index: number): ApiEvent => ({ type: 'content_block_stop', index });
export const stopOf = (stop_reason: string | null, more: object = {}, usage: object = { output_tokens: 12, input_tokens: null, cache_creation_input_tokens: null, cache_read_input_tokens: null, ...NO_MORE_USAGE }): ApiEvent => ({ type: 'message_delta', delta: { container: null, stop_reason, stop_sequence: null, stop_details: null, ...more }, usage });
export const LAST: ApiEvent = { type: 'message_stop' };
export const failing = (type: string, message: string): ApiEvent => ({ type: 'error', error: { type, message, details: null }, request_id: 'req_011CSHoEeqs5C35K2UUqR7Fy' });

/** All events of an answer in one text block. */
export const answerOf = (words: readonly string[], stop = stopOf('end_turn')): readonly ApiEvent[] => [startOf(), blockStart(0), PING, ...words.map((word) => saying(0, word)), blockStop(0), stop, LAST];

export const sending =
  (...events: readonly ApiEvent[]): MessageScript =>
  async (message) => {
    await message.events(...events);
    message.end();
  };

export const answering = (words: readonly string[], stop?: ApiEvent): MessageScript => sending(...answerOf(words, stop));

/** Says some words and then nothing more, until the client leaves. */
export const fallingSilent =
  (words: readonly string[]): MessageScript =>
  async (message) => {
    if (words.length > 0) await message.events(startOf(), blockStart(0), ...words.map((word) => saying(0, word)));
    await message.left();
  };

/** What the API says against a question; the documented rules that our questions could break. */
function faultOf({ max_tokens, system, messages, ...more }: MessageQuestion): string | undefined {
  if (!Number.isInteger(max_tokens) || max_tokens < 1) return 'max_tokens: Field required';
  for (const name of ['temperature', 'top_p', 'top_k']) if (name in more) return `${name}: this parameter is not supported`;
  if (system?.trim() === '') return 'system: text content blocks must be non-empty';
  if (messages.some(({ content }) => content.trim() === '')) return 'messages: text content blocks must contain non-whitespace text';
  if (messages.some(({ role }) => role !== 'user' && role !== 'assistant')) return 'messages: unexpected role';
  if (messages.some(({ role }, index) => role !== (index % 2 === 0 ? 'user' : 'assistant'))) return 'messages: roles must alternate, and the first must be user';
  return messages.at(-1)?.role === 'user' ? undefined : 'messages: must end with a user message';
}

const modelOf = (id: string): object => ({ type: 'model', id, display_name: id, created_at: '2026-07-24T00:00:00Z', max_input_tokens: 200_000, max_tokens: 64_000, lifecycle: 'active', capabilities: null });

function refuse(response: ServerResponse, status: number, type: string, message: string, headers: Readonly<Record<string, string>> = {}): void {
  json(response, status, { type: 'error', error: { type, message, details: null }, request_id: 'req_011CSHoEeqs5C35K2UUqR7Fy' }, headers);
}

function json(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
