import type { Clock } from './clock';

interface Due {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private time = 0;
  private readonly due = new Set<Due>();

  now(): number {
    return this.time;
  }

  after(milliseconds: number, run: () => void): () => void {
    const one = { at: this.time + milliseconds, run };
    this.due.add(one);
    return () => void this.due.delete(one);
  }

  /** Lets time go by, and whatever was due happen, in its order. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await settled();
    for (let next = this.next(end); next; next = this.next(end)) {
      this.due.delete(next);
      this.time = next.at;
      next.run();
      await settled();
    }
    this.time = end;
  }

  private next(end: number): Due | undefined {
    return [...this.due].filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at)[0];
  }
}

/** Lets promises that are settled be heard. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
