import type { ProgressEvent } from '../llm-provider.js';
import { waitFor } from '../waiting.js';

/** So often is slow work's progress told again, so that it is not taken for silence. */
const REPEAT_MS = 10_000;

/** Work that goes on for everyone who waits for it: many may watch, and one who leaves does not stop it. */
export class WatchedTask<T> {
  private readonly result: Promise<T>;
  private percent?: number;
  private toldAt = 0;
  private tellings = 0;
  private isSettled = false;
  private change = newSignal();

  constructor(work: (report: (percent: number) => void) => Promise<T>) {
    this.result = work((percent) => this.report(percent)).finally(() => (this.isSettled = true));
    this.result.catch(() => undefined);
  }

  /** The work's progress from now on, then its result; throws the work's failure, or the signal's reason when it is aborted. */
  async *watch(signal: AbortSignal): AsyncGenerator<ProgressEvent, T, void> {
    let shown = 0;
    for (;;) {
      signal.throwIfAborted();
      if (this.isSettled) return await this.result;
      if (this.tellings === shown) await waitFor(Promise.race([this.result, this.change.promise]), signal);
      else {
        shown = this.tellings;
        yield { type: 'progress', phase: 'loading', percent: this.percent };
      }
    }
  }

  /** Resolves when the work has ended, well or not. */
  async settled(): Promise<void> {
    await this.result.catch(() => undefined);
  }

  private report(percent: number): void {
    const whole = Math.max(0, Math.min(100, Math.floor(percent)));
    const now = performance.now();
    if (whole === this.percent && now - this.toldAt < REPEAT_MS) return;
    this.percent = whole;
    this.toldAt = now;
    this.tellings += 1;
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
