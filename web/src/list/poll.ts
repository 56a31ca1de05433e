import type { Clock } from './clock';

/** Does something again and again, never twice at once: after `wait()` milliseconds each; while that is undefined not at all. */
export class Poll {
  private isRunning = false;
  private isWanted = false;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly run: () => Promise<unknown>,
    private readonly wait: () => number | undefined,
  ) {}

  /** At once. While it is being done, once more after that: what has happened meanwhile may have come too late for it. */
  async now(): Promise<void> {
    this.isWanted = true;
    if (this.isRunning) return;
    this.cancel?.();
    this.isRunning = true;
    try {
      while (this.isWanted) {
        this.isWanted = false;
        await this.run();
      }
    } finally {
      this.isRunning = false;
      this.again();
    }
  }

  /** The wait may be another one now: it begins anew. */
  again(): void {
    if (this.isRunning) return;
    this.cancel?.();
    const wait = this.wait();
    this.cancel = wait === undefined ? undefined : this.clock.after(wait, () => void this.now());
  }
}
