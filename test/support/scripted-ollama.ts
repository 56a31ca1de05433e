import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ScriptedAnswer, ScriptedServer } from './scripted-server.js';

/** What a test does with one `/api/chat`: everything that an Ollama could, and what it should not. */
export type ChatScript = (chat: ScriptedChat) => void | Promise<void>;

export interface ScriptedModel {
  readonly name: string;
  readonly modified_at?: string;
  readonly capabilities?: readonly string[];
  /** The answer of `/api/show`; of its own kind when it is not given. */
  readonly show?: Readonly<Record<string, unknown>>;
}

export interface ChatQuestion {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly truncate?: boolean;
  readonly shift?: boolean;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A server that speaks Ollama's protocol as it was recorded, and breaks where its script says so. */
export class ScriptedOllama extends ScriptedServer {
  models: readonly ScriptedModel[] = [{ name: 'tiny:latest' }];
  script: ChatScript = answering(['The capital', ' of France', ' is Paris.']);
  readonly questions: ChatQuestion[] = [];

  static async start(port = 0): Promise<ScriptedOllama> {
    return await new ScriptedOllama(createServer({ noDelay: true })).listen(port);
  }

  protected get asks(): number {
    return this.questions.length;
  }

  protected async serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path === '/api/chat') return await this.chat(await text(request), response);
    if (path === '/api/tags') return json(response, 200, { models: this.models.map(tagOf) });
    if (path === '/api/show') return this.show(await text(request), response);
    if (path === '/api/version') return json(response, 200, { version: '0.6.5' });
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
  }

  private show(body: string, response: ServerResponse): void {
    const { model: name } = parsed<{ model: string }>(body);
    const model = this.find(name);
    if (!model) return json(response, 404, { error: `model '${name}' not found` });
    json(response, 200, { capabilities: ['completion'], model_info: { 'general.architecture': 'llama', 'llama.context_length': 8192 }, ...model.show });
  }

  private async chat(body: string, response: ServerResponse): Promise<void> {
    const question = parsed<ChatQuestion>(body);
    this.questions.push(question);
    this.begin(response);
    if (!this.find(question.model)) return json(response, 404, { error: `model "${question.model}" not found, try pulling it first` });
    await this.script(new ScriptedChat(question, response));
  }

  private find(name: string): ScriptedModel | undefined {
    return this.models.find((model) => model.name === name || model.name === `${name}:latest`);
  }
}

/** One question and the answer to it. As in Ollama no header is sent before the first line. */
export class ScriptedChat extends ScriptedAnswer<ChatQuestion> {
  protected readonly headers = { 'content-type': 'application/x-ndjson' };

  refuse(status: number, error: string, headers: Readonly<Record<string, string>> = {}): void {
    json(this.response, status, { error }, headers);
  }

  /** One line; resolves when it has left for the client. */
  async line(line: unknown): Promise<void> {
    await this.bytes(`${JSON.stringify(line)}\n`);
  }

  end(): void {
    this.response.end();
  }
}

/** A line of an answer, as Ollama v0.6.5 writes it. */
export const chatLine = (content: string, more: Readonly<Record<string, unknown>> = {}): object => ({
  model: 'tiny:latest',
  created_at: '2026-08-21T10:12:03.693548497Z',
  message: { role: 'assistant', content, ...more },
  done: false,
});

/** The line that ends an answer; counts of zero are left out, as Ollama does. */
export const lastLine = (more: Readonly<Record<string, unknown>> = {}): object => ({
  model: 'tiny:latest',
  created_at: '2026-08-21T10:12:03.858191024Z',
  message: { role: 'assistant', content: '' },
  done_reason: 'stop',
  done: true,
  total_duration: 1_936_303_733,
  load_duration: 1_195_567_889,
  prompt_eval_count: 26,
  prompt_eval_duration: 570_357_962,
  eval_count: 12,
  eval_duration: 168_866_934,
  ...more,
});

/** The usual script: some words, then the end. */
export const answering =
  (words: readonly string[], last = lastLine()): ChatScript =>
  async (chat) => {
    for (const word of words) await chat.line(chatLine(word));
    await chat.line(last);
    chat.end();
  };

/** Says some words and then nothing more, until the client leaves. */
export const fallingSilent =
  (words: readonly string[]): ChatScript =>
  async (chat) => {
    for (const word of words) await chat.line(chatLine(word));
    await chat.left();
  };

const tagOf = ({ name, modified_at = '2026-01-01T00:00:00Z', capabilities }: ScriptedModel): object => ({
  name,
  model: name,
  modified_at,
  size: 98_363_007,
  digest: 'fe7352ae692dfe93746fd836ace0d89b875ef81cc4d7c4d9f6afdbe16c765b70',
  details: { parent_model: '', format: 'gguf', family: 'llama', families: ['llama'], parameter_size: '134.52M', quantization_level: 'Q4_1' },
  ...(capabilities ? { capabilities } : {}),
});

function json(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body));
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters -- what our own client sent
const parsed = <T>(body: string): T => JSON.parse(body) as T;
