import type { GenerationSettings, SettingName } from '../../conversation/generation-settings.js';
import { DomainError } from '../../errors/domain.error.js';
import type { CompletionRequest, LlmProvider, ModelInfo, ProgressEvent, ProviderEvent, ReadyModel } from '../llm-provider.js';
import { ModelWindows } from '../model-windows.js';
import { OpenAiClient } from './openai.client.js';
import type { OpenAiSettings } from './openai.settings.js';
import { knownWindow } from './openai.windows.js';
import { type CompletionChunk, ignoredOf, listedAs } from './openai.wire.js';

/** What some servers call the limit of tokens. */
const LENGTH = new Set(['length', 'max_tokens', 'model_length']);
/** Ends that leave an answer unfinished; any other is taken as `stop`. */
const UNFINISHED = new Set(['content_filter', 'tool_calls', 'function_call', 'error', 'abort', 'network_error', 'insufficient_system_resource']);

/** Models of any server that speaks OpenAI's chat completions. */
export class OpenAiProvider implements LlmProvider {
  readonly name = 'openai';
  readonly model: string;
  private readonly client: OpenAiClient;
  private readonly windows: ModelWindows;

  constructor(private readonly settings: OpenAiSettings) {
    this.model = settings.OPENAI_MODEL;
    this.client = new OpenAiClient(settings);
    this.windows = new ModelWindows(async (model) => (await this.toldWindow(model)) ?? knownWindow(model));
  }

  // oxlint-disable-next-line require-yield -- such a server does not tell how far it is
  async *prepare(model: string, signal: AbortSignal): AsyncGenerator<ProgressEvent, ReadyModel, void> {
    return { name: model, window: await this.windowOf(model, signal) };
  }

  async *stream(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void, void> {
    let last: Pick<CompletionChunk, 'finishReason' | 'usage'> = {};
    for await (const { text, reasoning, finishReason, usage } of this.client.chat(request, signal)) {
      if (reasoning) yield { type: 'reasoning-delta', text: reasoning };
      if (text) yield { type: 'text-delta', text };
      last = { finishReason: finishReason ?? last.finishReason, usage: usage ?? last.usage };
    }
    yield this.finish(last);
  }

  ignored(model: string, settings: GenerationSettings): readonly SettingName[] {
    return ignoredOf(settings, this.client.refusedBy(model));
  }

  async models(signal: AbortSignal): Promise<readonly ModelInfo[]> {
    const listed = await this.client.models(this.model, signal);
    const ours = infoOf(this.model, this.settings.OPENAI_CONTEXT ?? this.windows.find(this.model));
    if (!listed) return [ours];
    const listedOurs = listedAs(this.model, listed);
    return listed.map((model) => (model === listedOurs ? { ...infoOf(this.model, model.window), ...ours } : infoOf(model.id, model.window)));
  }

  /** A server without a list is believed to have the model. */
  async check(signal: AbortSignal, model = this.model): Promise<void> {
    const listed = await this.client.models(model, signal);
    if (listed && !listedAs(model, listed)) throw this.client.errors.modelNotFound(model, listed.map(({ id }) => id));
  }

  /** The setting, else what is told or known, decided once; when it cannot be asked just now, what is known, and asked again the next time. */
  private async windowOf(model: string, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    if (this.settings.OPENAI_CONTEXT !== undefined) return this.settings.OPENAI_CONTEXT;
    try {
      return await this.windows.get(model, signal);
    } catch (error) {
      if (signal.aborted || (error instanceof DomainError && error.code === 'provider_unavailable')) throw error;
      return knownWindow(model);
    }
  }

  private async toldWindow(model: string): Promise<number | undefined> {
    return listedAs(model, (await this.client.models(model)) ?? [])?.window;
  }

  private finish({ finishReason = 'stop', usage }: Pick<CompletionChunk, 'finishReason' | 'usage'>): ProviderEvent {
    if (UNFINISHED.has(finishReason)) throw this.client.errors.unfinished(finishReason);
    return { type: 'finish', reason: LENGTH.has(finishReason) ? 'length' : 'stop', usage };
  }
}

const infoOf = (name: string, window: number | undefined): ModelInfo => (window === undefined ? { name } : { name, window });
