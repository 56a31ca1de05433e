import type { OnApplicationShutdown } from '@nestjs/common';
import { ProviderError } from '../../errors/domain.error.js';
import type { GenerationSettings, SettingName } from '../../conversation/generation-settings.js';
import type { CompletionRequest, LlmProvider, ModelInfo, ProgressEvent, ProviderEvent, ReadyModel } from '../llm-provider.js';
import { checkHeader, unusableModel } from './gguf-header.js';
import { LocalRunner } from './local.runner.js';
import { LocalSettings } from './local.settings.js';
import { type Fetch, ModelFile } from './model/model-file.js';
import { modelSource } from './model/model-source.js';

/** A model that runs inside this server: llama.cpp in a process of its own, on a GGUF file that is fetched when it is not there. */
export class LocalProvider implements LlmProvider, OnApplicationShutdown {
  readonly name = 'local';
  readonly model: string;
  private readonly path: string;
  private readonly file: ModelFile;
  private readonly runner: LocalRunner;
  private window?: number;

  constructor(settings: LocalSettings, program?: string, fetch?: Fetch) {
    const source = modelSource(settings);
    this.model = source.name;
    this.path = source.path;
    this.file = new ModelFile(source, fetch);
    this.runner = new LocalRunner({ file: (signal) => this.file.path(signal), threads: settings.LOCAL_THREADS, maxTokens: settings.LOCAL_MAX_TOKENS, program });
  }

  /** The process that runs the model, while there is one. */
  get pid(): number | undefined {
    return this.runner.pid;
  }

  async *prepare(model: string, signal: AbortSignal): AsyncGenerator<ProgressEvent, ReadyModel, void> {
    this.known(model);
    const { window } = yield* this.runner.prepare(signal);
    this.window = window;
    return { name: model, window };
  }

  async *stream(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void, void> {
    this.known(request.model);
    yield* this.runner.ask(request, signal);
  }

  /** Its models are not told to think, or not to. */
  ignored(_model: string, { think = false }: GenerationSettings): readonly SettingName[] {
    return think === false ? [] : ['think'];
  }

  async models(): Promise<readonly ModelInfo[]> {
    return [{ name: this.model, window: this.window }];
  }

  /** Also begins to fetch a file that is not there. */
  async check(_signal?: AbortSignal, model = this.model): Promise<void> {
    this.known(model);
    if (this.runner.pid === undefined) {
      await this.file.check();
      await checkHeader(this.path).catch((error: Error) => {
        throw new ProviderError('provider_failed', unusableModel(this.path, error.message));
      });
    }
    this.runner.check(this.model);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    const reason = new ProviderError('shutting_down', 'The server is shutting down.');
    await Promise.all([this.file.close(reason), this.runner.close(reason)]);
  }

  private known(model: string): void {
    if (model === this.model) return;
    throw new ProviderError('model_not_found', `The embedded provider has no model ${model}: it runs ${this.model}. Choose another file with LOCAL_MODEL.`);
  }
}
