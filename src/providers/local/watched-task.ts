import type { ProgressEvent } from '../llm-provider.js';
import { waitFor } from '../waiting.js';

/** Work that goes on for everyone who waits for it: many may watch, and one who leaves does not stop it. */
export class WatchedTask<T> {
  private readonly result: Promise<T>;
  private percent?: number;
  private settled = false;
  private change = newSignal();

  constructor(work: (report: (percent: number) => void) => Promise<T>) {
    this.result = work((percent) => this.report(percent)).finally(() => (this.settled = true));
    this.result.catch(() => undefined);
  }

  get progress(): number | undefined {
    return this.settled ? undefined : this.percent;
  }

  /** The work's progress from now on, then its result; throws the work's failure, or the signal's reason when it is aborted. */
  async *watch(signal: AbortSignal): AsyncGenerator<ProgressEvent, T, void> {
    let shown: number | undefined;
    for (;;) {
      signal.throwIfAborted();
      if (this.settled) return await this.result;
      if (this.percent === shown) await waitFor(Promise.race([this.result, this.change.promise]), signal);
      else yield { type: 'progress', phase: 'loading', percent: (shown = this.percent) };
    }
  }

  private report(percent: number): void {
    const whole = Math.max(0, Math.min(100, Math.floor(percent)));
    if (whole === this.percent) return;
    this.percent = whole;
    this.change.resolve();
    this.change = newSignal();
  }
}

interface Signal {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function newSignal(): Signal {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
