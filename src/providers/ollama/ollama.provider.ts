import { type GenerationSettings, type SettingName, settingsWithout } from '../../conversation/generation-settings.js';
import type { CompletionRequest, LlmProvider, ModelInfo, ProgressEvent, ProviderEvent, ReadyModel } from '../llm-provider.js';
import { ModelWindows } from '../model-windows.js';
import { OllamaClient } from './ollama.client.js';
import { DEFAULT_OLLAMA_MODEL, type OllamaSettings } from './ollama.settings.js';
import { canChat, chatBody, type ChatLine, isSameModel, type ModelFacts } from './ollama.wire.js';

/** The window of a model that does not tell its own: what Ollama itself takes on a small machine. */
const UNKNOWN_WINDOW = 4096;

/** Models that an Ollama server runs, asked through its native API. */
export class OllamaProvider implements LlmProvider {
  readonly name = 'ollama';
  readonly model: string;
  private readonly client: OllamaClient;
  private readonly windows: ModelWindows;
  private readonly capabilities = new Map<string, readonly string[]>();

  constructor(settings: OllamaSettings, model = settings.OLLAMA_MODEL ?? DEFAULT_OLLAMA_MODEL) {
    this.model = model;
    this.client = new OllamaClient(settings.OLLAMA_URL);
    this.windows = new ModelWindows(async (name) => settings.OLLAMA_NUM_CTX ?? (await this.factsOf(name)).window ?? UNKNOWN_WINDOW);
  }

  // oxlint-disable-next-line require-yield -- Ollama loads a model when it is asked, without telling how far it is
  async *prepare(model: string, signal: AbortSignal): AsyncGenerator<ProgressEvent, ReadyModel, void> {
    return { name: model, window: await this.windows.get(model, signal) };
  }

  async *stream(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void, void> {
    const { model, settings } = request;
    const window = await this.windows.get(model, signal);
    if (settings.think && !this.capabilities.has(model)) await this.factsOf(model, signal);
    const obeyed = { ...request, settings: settingsWithout(settings, this.ignored(model, settings)) };
    for await (const chunk of this.client.chat(chatBody(obeyed, window), signal)) {
      if (chunk.reasoning) yield { type: 'reasoning-delta', text: chunk.reasoning };
      if (chunk.text) yield { type: 'text-delta', text: chunk.text };
      if (chunk.done) yield this.finish(chunk, window);
    }
  }

  /** A model that does not think would refuse the question. */
  ignored(model: string, { think = false }: GenerationSettings): readonly SettingName[] {
    return think !== false && this.capabilities.get(model)?.includes('thinking') === false ? ['think'] : [];
  }

  /** Those that can chat. Each is asked once what it is; one that does not say it soon is listed by its name. */
  async models(signal: AbortSignal): Promise<readonly ModelInfo[]> {
    const pulled = (await this.client.pulled(signal)).map(({ name, capabilities }) => ({ name: isSameModel(name, this.model) ? this.model : name, told: capabilities }));
    await Promise.all(pulled.map(({ name }) => this.windows.get(name, signal).catch(() => undefined)));
    return pulled.flatMap(({ name, told }) => {
      const [window, capabilities = []] = [this.windows.find(name), told.length > 0 ? told : this.capabilities.get(name)];
      return canChat(capabilities) ? [{ name, ...(window === undefined ? {} : { window }), ...(capabilities.length === 0 ? {} : { capabilities }) }] : [];
    });
  }

  async check(signal: AbortSignal, model = this.model): Promise<void> {
    const pulled = await this.client.pulled(signal);
    if (!pulled.some(({ name }) => isSameModel(name, model))) throw this.client.errors.modelNotFound(model);
  }

  private async factsOf(model: string, signal?: AbortSignal): Promise<ModelFacts> {
    const facts = await this.client.facts(model, signal);
    if (facts.capabilities.length > 0) this.capabilities.set(model, facts.capabilities);
    return facts;
  }

  /** What was said to a prompt that fills the window is no answer to it: Ollama had silently cut its beginning off. */
  private finish(last: ChatLine, window: number): ProviderEvent {
    if ((last.usage?.prompt_tokens ?? 0) >= window) throw this.client.errors.overflow(window);
    return { type: 'finish', reason: last.doneReason === 'length' ? 'length' : 'stop', usage: last.usage };
  }
}
