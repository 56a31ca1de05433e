import { basename } from 'node:path';
import type { OnApplicationShutdown } from '@nestjs/common';
import { ProviderError } from '../../errors/domain.error.js';
import type { CompletionRequest, LlmProvider, ModelInfo, ProgressEvent, ProviderEvent, ReadyModel } from '../llm-provider.js';
import { LocalRunner } from './local.runner.js';
import { LocalSettings } from './local.settings.js';

/** A model that runs inside this server: llama.cpp in a process of its own, on a GGUF file. */
export class LocalProvider implements LlmProvider, OnApplicationShutdown {
  readonly name = 'local';
  readonly model: string;
  private readonly runner: LocalRunner;
  private window?: number;

  constructor(settings: LocalSettings, program?: string) {
    const file = settings.LOCAL_MODEL ?? '';
    this.model = basename(file, '.gguf');
    this.runner = new LocalRunner({ file, threads: settings.LOCAL_THREADS, program });
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

  async models(): Promise<readonly ModelInfo[]> {
    return [{ name: this.model, window: this.window }];
  }

  async check(): Promise<void> {}

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    await this.runner.close();
  }

  private known(model: string): void {
    if (model === this.model) return;
    throw new ProviderError('model_not_found', `The embedded provider has no model ${model}: it runs ${this.model}. Choose another file with LOCAL_MODEL.`);
  }
}
