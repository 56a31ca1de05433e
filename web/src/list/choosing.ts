import { signal } from '@preact/signals';
import { runOf } from './roving';

/** Several chats are being chosen: which ones, and where a run of them began. */
export class Choosing {
  readonly isOn = signal(false);
  readonly chosen = signal<ReadonlySet<string>>(new Set());
  private anchor: string | undefined;
  private run: readonly string[] = [];

  begin(): void {
    this.isOn.value = true;
  }

  end(): void {
    this.isOn.value = false;
    this.set([]);
  }

  set(ids: Iterable<string>): void {
    this.chosen.value = new Set(ids);
    this.anchor = undefined;
    this.run = [];
  }

  tick(id: string, isTicked: boolean): void {
    const chosen = new Set(this.chosen.peek());
    if (isTicked) chosen.add(id);
    else chosen.delete(id);
    this.chosen.value = chosen;
    this.anchor = id;
    this.run = [];
  }

  /** Ticks all from where a run began, or from `from`, to a row; what the run held before and holds no more is let go. */
  tickRun(ids: readonly string[], from: string, to: string): void {
    this.anchor ??= from;
    const run = runOf(ids, this.anchor, to);
    const chosen = new Set(this.chosen.peek());
    for (const id of this.run) chosen.delete(id);
    for (const id of run) chosen.add(id);
    this.chosen.value = chosen;
    this.run = run;
  }

  /** Chats that are no longer there are not chosen. */
  without(gone: ReadonlySet<string>): void {
    const kept = [...this.chosen.peek()].filter((id) => !gone.has(id));
    if (kept.length < this.chosen.peek().size) this.chosen.value = new Set(kept);
  }
}
