import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ProviderError } from '../../errors/domain.error.js';
import type { CompletionRequest, ProgressEvent, ProviderEvent } from '../llm-provider.js';
import { type LoadedModel, LocalProcess } from './local.process.js';

/** Ends in a row, without an answer between them, after which it is started only now and then. */
const ENDS_FORGIVEN = 3;
const LONGEST_PAUSE_MS = 60_000;

export interface RunnerOptions {
  /** Where the model's file is; waits, with progress, for one that is on its way. */
  readonly file: (signal: AbortSignal) => AsyncGenerator<ProgressEvent, string, void>;
  readonly threads?: number;
  /** Longest answer. */
  readonly maxTokens?: number;
  /** The built program of the process. */
  readonly program?: string;
}

/** Keeps a process for the model: started when it is first needed, and anew when it has ended. */
export class LocalRunner {
  private process?: LocalProcess;
  private loaded?: LoadedModel;
  private endsInARow = 0;
  private notBefore = 0;
  /** When the process ended; in the future while it lives. */
  private endedAt = Number.POSITIVE_INFINITY;
  private closing?: ProviderError;

  constructor(private readonly options: RunnerOptions) {}

  /** The process now alive. */
  get pid(): number | undefined {
    return this.alive?.pid;
  }

  /** Throws why the model cannot be asked now: it is being loaded, or could not be, not long ago. After that a question may try again. */
  check(model: string): void {
    const { process } = this;
    if (!process || process.hasLoaded) return;
    if (!process.end) throw new ProviderError('model_loading', `Model ${model} is being loaded.`);
    if (Date.now() - this.endedAt < LONGEST_PAUSE_MS) throw process.end;
  }

  /** Loads the model if it is not loaded, with progress. The window, once decided, stays. */
  async *prepare(signal: AbortSignal): AsyncGenerator<ProgressEvent, LoadedModel, void> {
    if (!this.loaded) yield* this.ready(signal);
    return this.loaded!;
  }

  async *ask(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void, void> {
    const process = yield* this.ready(signal);
    for await (const event of process.ask(request, signal)) {
      if (event.type === 'finish') this.endsInARow = 0;
      yield event;
    }
  }

  async close(reason: ProviderError): Promise<void> {
    this.closing = reason;
    await this.process?.close(reason);
  }

  /** A process whose model is loaded. */
  private async *ready(signal: AbortSignal): AsyncGenerator<ProgressEvent, LocalProcess, void> {
    const process = yield* this.running(signal);
    const loaded = yield* process.loading.watch(signal);
    this.loaded ??= loaded;
    return process;
  }

  private async *running(signal: AbortSignal): AsyncGenerator<ProgressEvent, LocalProcess, void> {
    if (this.closing) throw this.closing;
    if (this.alive) return this.alive;
    const file = yield* this.options.file(signal);
    // Several may have waited for the file: the first of them starts the process.
    return this.alive ?? this.start(file);
  }

  private start(file: string): LocalProcess {
    if (this.closing) throw this.closing;
    this.pauseIfItKeepsEnding();
    const { threads, maxTokens, program = builtProgram() } = this.options;
    this.process = new LocalProcess(program, { type: 'load', file, threads, maxTokens, window: this.loaded?.window });
    this.endedAt = Number.POSITIVE_INFINITY;
    void this.process.ended.then(() => this.noteEnd());
    return this.process;
  }

  private get alive(): LocalProcess | undefined {
    return this.process?.end ? undefined : this.process;
  }

  private noteEnd(): void {
    this.endsInARow += 1;
    const pause = this.endsInARow < ENDS_FORGIVEN ? 0 : 1000 * 2 ** (this.endsInARow - ENDS_FORGIVEN);
    this.endedAt = Date.now();
    this.notBefore = this.endedAt + Math.min(LONGEST_PAUSE_MS, pause);
  }

  private pauseIfItKeepsEnding(): void {
    const seconds = Math.ceil((this.notBefore - Date.now()) / 1000);
    if (seconds <= 0) return;
    const last = this.process?.end?.message ?? '';
    throw new ProviderError('provider_failed', `${last} It ended ${this.endsInARow} times in a row: the next try is in ${seconds} s.`, { retryAfterSeconds: seconds });
  }
}

/** Beside this file when it is built; below dist/ when it runs from its source, as in tests. */
function builtProgram(): string {
  const beside = join(import.meta.dirname, 'local.child.js');
  return existsSync(beside) ? beside : join(import.meta.dirname, '../../../dist/providers/local/local.child.js');
}
