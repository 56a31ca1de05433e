import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ScriptedAnswer, ScriptedServer } from './scripted-server.js';

/** What a test does with one question: everything that a server of chat completions could, and what it should not. */
export type CompletionScript = (answer: CompletionAnswer) => void | Promise<void>;

export interface CompletionQuestion {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly temperature?: number;
  readonly stream_options?: { readonly include_usage?: boolean };
}

/** A server that speaks chat completions with one model, `tiny`, as llama-server and Ollama's /v1 do. */
export class ScriptedCompletions extends ScriptedServer {
  script: CompletionScript = saying('The capital', ' of France', ' is Paris.');
  models: readonly Readonly<Record<string, unknown>>[] = [{ id: 'tiny', object: 'model', created: 1_787_300_000, owned_by: 'library' }];
  readonly questions: CompletionQuestion[] = [];
  /** The headers of every request, in order. */
  readonly headers: IncomingHttpHeaders[] = [];

  static async start(port = 0): Promise<ScriptedCompletions> {
    return await new ScriptedCompletions(createServer({ noDelay: true })).listen(port);
  }

  protected get asks(): number {
    return this.questions.length;
  }

  protected async serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.headers.push(request.headers);
    if (path === '/v1/models') return json(response, 200, { object: 'list', data: this.models });
    if (path !== '/v1/chat/completions') return void response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
    const question = JSON.parse(await text(request)) as CompletionQuestion;
    this.questions.push(question);
    this.begin(response);
    if (question.model !== 'tiny') return json(response, 404, { error: { message: `model "${question.model}" not found, try pulling it first`, type: 'api_error', param: null, code: null } });
    await this.script(new CompletionAnswer(question, response));
  }
}

/** One question and the answer to it. */
export class CompletionAnswer extends ScriptedAnswer<CompletionQuestion> {
  protected readonly headers = { 'content-type': 'text/event-stream' };

  refuse(status: number, error: unknown, headers: Readonly<Record<string, string>> = {}): void {
    json(this.response, status, error, headers);
  }

  async data(data: unknown): Promise<void> {
    await this.bytes(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  }

  async say(content: string): Promise<void> {
    await this.data(delta({ content }));
  }

  /** The end mark, the counts when they are wanted, `[DONE]`. */
  async end(reason = 'stop'): Promise<void> {
    await this.data(finishing(reason));
    if (this.question.stream_options?.include_usage) await this.data(USAGE_EVENT);
    await this.data('[DONE]');
    this.response.end();
  }
}

/** An event of an answer, as OpenAI writes it. */
export const completionEvent = (choice: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}): object => ({
  id: 'chatcmpl-7f3a',
  object: 'chat.completion.chunk',
  created: 1_787_300_000,
  model: 'tiny',
  system_fingerprint: 'fp_tiny',
  choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: null, ...choice }],
  usage: null,
  ...more,
});

export const delta = (content: Readonly<Record<string, unknown>>): object => completionEvent({ delta: content });
export const finishing = (reason: string): object => completionEvent({ finish_reason: reason });

export const USAGE = { prompt_tokens: 26, completion_tokens: 12, total_tokens: 38 };
export const USAGE_EVENT = { ...completionEvent({}), choices: [], usage: { ...USAGE, prompt_tokens_details: { cached_tokens: 0 } } };

export const saying =
  (...words: readonly string[]): CompletionScript =>
  async (answer) => {
    await answer.data(delta({ role: 'assistant', content: '' }));
    for (const word of words) await answer.say(word);
    await answer.end();
  };

/** Sends its headers, says some words and then nothing more, until the client leaves. */
export const fallingSilent =
  (...words: readonly string[]): CompletionScript =>
  async (answer) => {
    answer.response.flushHeaders();
    for (const word of words) await answer.say(word);
    await answer.left();
  };

function json(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body));
}
