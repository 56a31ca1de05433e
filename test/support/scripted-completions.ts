import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';

/** What is sent after the headers; the connection is ended afterwards unless the script waits for the client to leave. */
export type CompletionScript = (answer: CompletionAnswer) => void | Promise<void>;

/** A server that speaks chat completions with one model, `tiny`, as llama-server and Ollama's /v1 do. */
export class ScriptedCompletions {
  script: CompletionScript = saying('The capital', ' of France', ' is Paris.');
  private readonly running = new Set<ServerResponse>();
  private asks = 0;
  private waiting: (() => void)[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void text(request).then((body) => this.serve(request.url ?? '', body, response)));
  }

  static async start(): Promise<ScriptedCompletions> {
    const server = createServer();
    const scripted = new ScriptedCompletions(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return scripted;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async asked(): Promise<void> {
    await this.until(() => this.asks > 0);
  }

  async idle(): Promise<void> {
    await this.until(() => this.running.size === 0);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(path: string, body: string, response: ServerResponse): Promise<void> {
    if (path === '/v1/models') return void response.end('{"object":"list","data":[{"id":"tiny","object":"model"}]}');
    this.asks++;
    this.running.add(response);
    response.on('close', () => this.left(response)).on('error', () => undefined);
    this.changed();
    const { model, stream_options } = JSON.parse(body) as { model: string; stream_options?: { include_usage?: boolean } };
    if (model !== 'tiny') return void response.writeHead(404).end(JSON.stringify({ error: { message: `model "${model}" not found`, type: 'invalid_request_error' } }));
    await this.script(new CompletionAnswer(response, stream_options?.include_usage === true));
  }

  private left(response: ServerResponse): void {
    this.running.delete(response);
    this.changed();
  }

  private changed(): void {
    for (const look of this.waiting.splice(0)) look();
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

export class CompletionAnswer {
  constructor(
    readonly response: ServerResponse,
    readonly wantsUsage: boolean,
  ) {}

  async data(data: string): Promise<void> {
    await new Promise<void>((sent) => this.response.write(`data: ${data}\n\n`, () => sent()));
    await setImmediate();
  }

  async say(content: string, finish_reason: string | null = null): Promise<void> {
    await this.data(JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: finish_reason ? {} : { content }, finish_reason }], usage: null }));
  }

  async end(reason = 'stop'): Promise<void> {
    await this.say('', reason);
    if (this.wantsUsage) await this.data('{"choices":[],"usage":{"prompt_tokens":26,"completion_tokens":12,"total_tokens":38,"prompt_tokens_details":null}}');
    await this.data('[DONE]');
    this.response.end();
  }

  async left(): Promise<void> {
    if (!this.response.closed) await new Promise((resolve) => this.response.once('close', resolve));
  }
}

export const saying =
  (...words: readonly string[]): CompletionScript =>
  async (answer) => {
    for (const word of words) await answer.say(word);
    await answer.end();
  };
