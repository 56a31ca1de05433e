import type { CompletionRequest, LlmProvider, ModelInfo, ProgressEvent, ProviderEvent, ReadyModel } from '../llm-provider.js';
import { ModelWindows } from '../model-windows.js';
import { OllamaClient } from './ollama.client.js';
import { DEFAULT_OLLAMA_MODEL, type OllamaSettings } from './ollama.settings.js';
import { chatBody, type ChatLine, isSameModel } from './ollama.wire.js';

/** The window of a model that does not tell its own: what Ollama itself takes on a small machine. */
const UNKNOWN_WINDOW = 4096;

/** Models that an Ollama server runs, asked through its native API. */
export class OllamaProvider implements LlmProvider {
  readonly name = 'ollama';
  readonly model: string;
  private readonly client: OllamaClient;
  private readonly windows: ModelWindows;

  constructor(settings: OllamaSettings, model = settings.OLLAMA_MODEL ?? DEFAULT_OLLAMA_MODEL) {
    this.model = model;
    this.client = new OllamaClient(settings.OLLAMA_URL);
    this.windows = new ModelWindows(async (name) => settings.OLLAMA_NUM_CTX ?? (await this.client.facts(name)).window ?? UNKNOWN_WINDOW);
  }

  // oxlint-disable-next-line require-yield -- Ollama loads a model when it is asked, without telling how far it is
  async *prepare(model: string, signal: AbortSignal): AsyncGenerator<ProgressEvent, ReadyModel, void> {
    return { name: model, window: await this.windows.get(model, signal) };
  }

  async *stream(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void, void> {
    const window = await this.windows.get(request.model, signal);
    for await (const chunk of this.client.chat(chatBody(request, window), signal)) {
      if (chunk.reasoning) yield { type: 'reasoning-delta', text: chunk.reasoning };
      if (chunk.text) yield { type: 'text-delta', text: chunk.text };
      if (chunk.done) yield this.finish(chunk, window);
    }
  }

  async models(signal: AbortSignal): Promise<readonly ModelInfo[]> {
    return (await this.client.pulled(signal)).map((pulled) => {
      const name = isSameModel(pulled.name, this.model) ? this.model : pulled.name;
      const window = this.windows.find(name);
      return window === undefined ? { name } : { name, window };
    });
  }

  async check(signal: AbortSignal): Promise<void> {
    const pulled = await this.client.pulled(signal);
    if (!pulled.some(({ name }) => isSameModel(name, this.model))) throw this.client.errors.modelNotFound(this.model);
  }

  /** What was said to a prompt that fills the window is no answer to it: Ollama had silently cut its beginning off. */
  private finish(last: ChatLine, window: number): ProviderEvent {
    if ((last.usage?.prompt_tokens ?? 0) >= window) throw this.client.errors.overflow(window);
    return { type: 'finish', reason: last.doneReason === 'length' ? 'length' : 'stop', usage: last.usage };
  }
}
