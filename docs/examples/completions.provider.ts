import { IsNotEmpty } from 'class-validator';
import { HttpUrl } from '../../src/config/env-decorators.js';
import { ProviderError } from '../../src/errors/domain.error.js';
import type { CompletionRequest, LlmProvider, ModelInfo, ProgressEvent, ProviderEvent, ReadyModel } from '../../src/providers/llm-provider.js';

/** Settings: named like their variables, validated only when this provider is chosen. */
export class CompletionsSettings {
  @HttpUrl() readonly COMPLETIONS_URL: string = 'http://127.0.0.1:8080';
  @IsNotEmpty({ message: 'COMPLETIONS_MODEL must be the name of a model' }) readonly COMPLETIONS_MODEL: string = 'default';
}

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null }; readonly finish_reason?: string | null }[];
}

/** Any server that speaks chat completions, such as llama.cpp's llama-server or Ollama's /v1. */
export class CompletionsProvider implements LlmProvider {
  readonly name = 'completions';
  readonly model: string;

  constructor(private readonly settings: CompletionsSettings) {
    this.model = settings.COMPLETIONS_MODEL;
  }

  // oxlint-disable-next-line require-yield -- this server's models are always there
  async *prepare(model: string): AsyncGenerator<ProgressEvent, ReadyModel, void> {
    return { name: model, window: 4096 };
  }

  async *stream({ model, messages, temperature }: CompletionRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void, void> {
    const response = await this.ask('/v1/chat/completions', signal, { model, messages, temperature, stream: true });
    for await (const data of eventData(response.body!)) {
      const chunk: Chunk = JSON.parse(data);
      const choice = chunk.choices?.[0];
      if (choice?.delta?.content) yield { type: 'text-delta', text: choice.delta.content };
      if (choice?.finish_reason) return yield { type: 'finish', reason: choice.finish_reason === 'length' ? 'length' : 'stop' };
    }
    throw new ProviderError('provider_failed', `${this.settings.COMPLETIONS_URL} ended its answer without its end marker. Ask again.`);
  }

  async models(): Promise<readonly ModelInfo[]> {
    return [{ name: this.model }];
  }

  async check(signal: AbortSignal): Promise<void> {
    await (await this.ask('/v1/models', signal)).body?.cancel();
  }

  private async ask(path: string, signal: AbortSignal, body?: object): Promise<Response> {
    const url = `${this.settings.COMPLETIONS_URL}${path}`;
    const response = await fetch(url, { signal, redirect: 'error', ...(body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}) }).catch(() => {
      signal.throwIfAborted();
      throw new ProviderError('provider_unavailable', `Nothing answers at ${this.settings.COMPLETIONS_URL}. Start the server, or set COMPLETIONS_URL.`);
    });
    if (response.ok) return response;
    await response.body?.cancel();
    throw new ProviderError(response.status === 404 ? 'model_not_found' : 'provider_failed', `${url} answered ${response.status}. Its log tells why.`);
  }
}

/** The `data:` of server-sent events, up to `[DONE]`. Leaving the loop closes the connection. */
async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, void> {
  let rest = '';
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const data = line.startsWith('data:') ? line.slice(5).trim() : '';
      if (data === '[DONE]') return;
      if (data !== '') yield data;
    }
  }
}
