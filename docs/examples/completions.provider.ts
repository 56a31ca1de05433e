import { IsNotEmpty } from 'class-validator';
import { HttpUrl } from '../../src/config/env-decorators.js';
import type { TokenUsage } from '../../src/conversation/chat.js';
import type { GenerationSettings, SettingName } from '../../src/conversation/generation-settings.js';
import { ProviderError } from '../../src/errors/domain.error.js';
import type { CompletionRequest, LlmProvider, ModelInfo, ProgressEvent, ProviderEvent, ReadyModel } from '../../src/providers/llm-provider.js';
import { FollowingSignal } from '../../src/providers/waiting.js';

/** Settings: named like their variables, validated only when this provider is chosen. */
export class CompletionsSettings {
  @HttpUrl() readonly COMPLETIONS_URL: string = 'http://127.0.0.1:8080';
  @IsNotEmpty({ message: 'COMPLETIONS_MODEL must be the name of a model' }) readonly COMPLETIONS_MODEL: string = 'default';
}

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null }; readonly finish_reason?: string | null }[];
  readonly usage?: TokenUsage | null;
  readonly error?: unknown;
}

/** Any server that speaks chat completions, such as llama.cpp's llama-server or Ollama's /v1. */
export class CompletionsProvider implements LlmProvider {
  readonly name = 'completions';
  readonly model: string;

  constructor(private readonly settings: CompletionsSettings) {
    this.model = settings.COMPLETIONS_MODEL;
  }

  // oxlint-disable-next-line require-yield -- this server's models are always there
  async *prepare(model: string, signal: AbortSignal): AsyncGenerator<ProgressEvent, ReadyModel, void> {
    signal.throwIfAborted();
    return { name: model, window: 4096 };
  }

  async *stream({ model, messages, settings }: CompletionRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void, void> {
    const connection = new FollowingSignal(signal);
    try {
      const { temperature, max_tokens, stop, seed } = settings;
      const body = { model, messages, temperature, max_tokens, stop, seed, stream: true, stream_options: { include_usage: true } };
      const response = await this.ask('/v1/chat/completions', connection.signal, body);
      yield* this.events(response.body!);
    } catch (error) {
      throw signal.aborted ? signal.reason : this.known(error);
    } finally {
      connection.release();
      connection.abort(undefined);
    }
  }

  ignored(_model: string, { think }: GenerationSettings): readonly SettingName[] {
    return think === undefined ? [] : ['think'];
  }

  async models(): Promise<readonly ModelInfo[]> {
    return [{ name: this.model }];
  }

  async check(signal: AbortSignal, model = this.model): Promise<void> {
    const connection = new FollowingSignal(signal);
    try {
      const listed: unknown = await (await this.ask('/v1/models', connection.signal)).json();
      // A tag may follow the name: Ollama lists `name:latest`.
      if (!JSON.stringify(listed).includes(JSON.stringify(model).slice(0, -1))) throw this.unknownModel(model);
    } catch (error) {
      throw signal.aborted ? signal.reason : this.known(error);
    } finally {
      connection.release();
    }
  }

  private async *events(body: ReadableStream<Uint8Array>): AsyncGenerator<ProviderEvent, void, void> {
    let reason: 'stop' | 'length' | undefined;
    let usage: TokenUsage | undefined;
    for await (const data of eventData(body)) {
      const chunk: Chunk = JSON.parse(data);
      const choice = chunk.choices?.[0];
      if (chunk.error) throw this.failed('failed in the middle of its answer');
      if (choice?.delta?.content) yield { type: 'text-delta', text: choice.delta.content };
      if (choice?.finish_reason) reason = choice.finish_reason === 'length' ? 'length' : 'stop';
      if (chunk.usage) usage = { prompt_tokens: chunk.usage.prompt_tokens, completion_tokens: chunk.usage.completion_tokens, total_tokens: chunk.usage.total_tokens };
    }
    if (!reason) throw this.failed('ended its answer without its end marker');
    yield { type: 'finish', reason, usage };
  }

  private async ask(path: string, signal: AbortSignal, body?: { readonly model: string }): Promise<Response> {
    const url = `${this.settings.COMPLETIONS_URL}${path}`;
    const response = await fetch(url, { signal, redirect: 'error', ...(body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}) }).catch(() => {
      throw new ProviderError('provider_unavailable', `Nothing answers at ${this.settings.COMPLETIONS_URL}. Start the server, or set COMPLETIONS_URL.`);
    });
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404 && body) throw this.unknownModel(body.model);
    throw this.failed(`answered ${response.status}`);
  }

  private unknownModel(model: string): ProviderError {
    return new ProviderError('model_not_found', `${this.settings.COMPLETIONS_URL} has no model ${model}. Set COMPLETIONS_MODEL to one it has.`);
  }

  /** What is said of a fault; fetch's own error is never shown, and never kept. */
  private known(error: unknown): ProviderError {
    return error instanceof ProviderError ? error : this.failed('broke its answer off, or sent something else');
  }

  private failed(what: string): ProviderError {
    return new ProviderError('provider_failed', `${this.settings.COMPLETIONS_URL} ${what}. Its log tells why; then ask again.`);
  }
}

/** The `data:` of server-sent events, up to `[DONE]`. */
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
