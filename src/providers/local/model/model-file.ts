import { ProviderError } from '../../../errors/domain.error.js';
import type { ProgressEvent } from '../../llm-provider.js';
import { WatchedTask } from '../watched-task.js';
import type { Report } from './download.js';
import { codeOf } from './fetch-fault.js';
import { fetchModel, isThere, NotFetched } from './fetch-model.js';
import { type FetchedFile, type ModelSource, shownAddress } from './model-source.js';
import { percentOf, progressReport } from './progress-report.js';
import { sizeText } from './size-text.js';

/** Gets a file to its path; throws NotFetched, or the signal's reason when it is aborted. */
export type Fetch = (file: FetchedFile, report: Report, signal: AbortSignal) => Promise<void>;

const PAUSE_MS = 60_000;

/** The file of the model: found where it is, or fetched once for everyone who waits for it. A failure is tried again after a pause, when somebody asks. */
export class ModelFile {
  private readonly stop = new AbortController();
  private fetching?: WatchedTask<void>;
  private ended: Promise<void> = Promise.resolve();
  private progress = { done: 0, total: 0 };
  private failure?: { readonly message: string; readonly notBefore: number };

  constructor(
    private readonly source: ModelSource,
    private readonly fetch: Fetch = fetchModel,
    private readonly pauseMs = PAUSE_MS,
  ) {}

  /** The path of the file, waited for with progress; one who leaves does not stop its coming. */
  async *path(signal: AbortSignal): AsyncGenerator<ProgressEvent, string, void> {
    signal.throwIfAborted();
    if (!(await isThere(this.source))) yield* this.coming().watch(signal);
    return this.source.path;
  }

  /** Nothing when it is there; throws `model_loading` with the per cent while it is on its way, else why it is not to be had. Lets it come, too. */
  async check(): Promise<void> {
    if (await isThere(this.source)) return;
    this.coming();
    const { done, total } = this.progress;
    const far = total > 0 ? `: ${percentOf(done, total)} % of ${sizeText(total)}` : '';
    throw new ProviderError('model_loading', `Model ${this.source.name} is being downloaded${far}.`);
  }

  /** Ends a download at once, keeping what there is of the file. */
  async close(reason: ProviderError): Promise<void> {
    this.stop.abort(reason);
    await this.ended;
  }

  private coming(): WatchedTask<void> {
    if (this.fetching) return this.fetching;
    this.stop.signal.throwIfAborted();
    const { source } = this;
    if (source.kind === 'given') throw missing(source.path);
    this.refuseDuringPause();
    this.progress = { done: 0, total: 0 };
    const fetching = new WatchedTask((report) => this.fetchFile(source, report));
    this.ended = fetching.settled();
    return (this.fetching = fetching);
  }

  private async fetchFile(source: FetchedFile, percent: (percent: number) => void): Promise<void> {
    const shown = progressReport(source.name);
    const report: Report = (done, total) => {
      this.progress = { done, total };
      percent(percentOf(done, total));
      shown.show(done, total);
    };
    try {
      await this.fetch(source, report, this.stop.signal);
      this.failure = undefined;
    } catch (error) {
      this.stop.signal.throwIfAborted();
      if (!(await isThere(source))) throw this.failed(source, error);
    } finally {
      shown.end();
      this.fetching = undefined;
    }
  }

  private failed(source: FetchedFile, error: unknown): ProviderError {
    const tried = error instanceof NotFetched ? error.tried : [`something unforeseen happened (${codeOf(error)})`];
    this.failure = { message: notFetched(source, tried), notBefore: performance.now() + this.pauseMs };
    return failureOf(this.failure.message, this.pauseMs);
  }

  private refuseDuringPause(): void {
    const pauseMs = (this.failure?.notBefore ?? 0) - performance.now();
    if (this.failure && pauseMs > 0) throw failureOf(this.failure.message, pauseMs);
  }
}

const failureOf = (message: string, pauseMs: number): ProviderError => new ProviderError('model_not_found', message, { retryAfterSeconds: Math.ceil(pauseMs / 1000) });

const missing = (path: string): ProviderError => new ProviderError('model_not_found', `There is no file ${path}. Put a GGUF file there, or choose another with LOCAL_MODEL: a path, an https address or hf:owner/repo/file.gguf.`);

function notFetched({ name, path, address }: FetchedFile, tried: readonly string[]): string {
  const byHand = `To put it there by hand, fetch it where that works and copy it to ${path}, in one line: curl -L -o '${path}' '${shownAddress(address)}'. It is found without a restart. Or choose another model with LOCAL_MODEL.`;
  return `Model ${name} could not be fetched. Tried: ${tried.join('; ')}. ${byHand}`;
}
