import { Transcript } from '../conversation/transcript.js';
import type { DomainError } from '../errors/domain.error.js';
import type { ProgressEvent } from '../providers/llm-provider.js';
import type { TurnEvent, TurnHead, TurnOutcome } from './events.js';

/** The place of `turn-start`; the answer's characters stand behind it, the end behind them. */
const FIRST_PLACE = 1;

/**
 * A running turn as data: what it answers, how far the answer has got, how it ended. It belongs to the server; every client is
 * a reader that pulls from its own place, so a slow one gets larger pieces and holds nobody up.
 */
export class Turn {
  readonly transcript = new Transcript();
  readonly startedAt = performance.now();
  private readonly controller = new AbortController();
  private latestProgress: ProgressEvent | undefined;
  private outcome: TurnOutcome | undefined;
  private endGap = 1;
  private wake: (() => void) | undefined;
  private isWaking = false;
  private changed: Promise<void> | undefined;
  private resolveEnded!: (outcome: TurnOutcome) => void;
  private readonly endedOnce = new Promise<TurnOutcome>((resolve) => (this.resolveEnded = resolve));

  constructor(
    readonly turnId: string,
    readonly head: TurnHead,
  ) {}

  /** How far a reader can have come: behind the last event when the turn has ended. */
  get place(): number {
    return this.textEnd + (this.outcome ? this.endGap : 0);
  }

  /** Whether there is such a place: in the text, or behind the last event. */
  has(place: number): boolean {
    return place <= this.textEnd || place === this.place;
  }

  get isOver(): boolean {
    return this.outcome !== undefined;
  }

  /** Fires when the turn is to end early; its reason is a DomainError. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  abort(reason: DomainError): void {
    this.controller.abort(reason);
  }

  /** How the turn ended, once it has. */
  get ended(): Promise<TurnOutcome> {
    return this.endedOnce;
  }

  progress(event: ProgressEvent): void {
    this.latestProgress = event;
    this.notify();
  }

  append(type: 'text' | 'reasoning', text: string): void {
    this.transcript.append(type, text);
    this.notify();
  }

  /** `gap` is how far behind the text the end stands: far, when some of the text was lost, so that no place of it is taken for the end. */
  end(outcome: TurnOutcome, gap = 1): void {
    this.outcome = outcome;
    this.endGap = gap;
    this.resolveEnded(outcome);
    this.notify();
  }

  /** Everything after a place, as it comes; ends with the turn's outcome, or quietly when the reader's signal fires. */
  async *read(after: number, signal?: AbortSignal): AsyncGenerator<TurnEvent, void, void> {
    let place = after;
    let seen: ProgressEvent | undefined;
    const leave = (): void => this.notify();
    signal?.addEventListener('abort', leave, { once: true });
    try {
      for (;;) {
        if (signal?.aborted) return;
        const progress = this.progressAfter(seen);
        const events = this.eventsAfter(place);
        for (const event of events) {
          yield event;
          place = event.place;
          if (event.type === 'turn-end' || event.type === 'turn-error') return;
        }
        if (progress) yield (seen = progress);
        if (events.length === 0 && !progress) await this.change();
      }
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /** The newest progress that was not seen yet, while there is no text. */
  private progressAfter(seen: ProgressEvent | undefined): ProgressEvent | undefined {
    return this.latestProgress !== seen && this.transcript.length === 0 && !this.outcome ? this.latestProgress : undefined;
  }

  private eventsAfter(place: number): Exclude<TurnEvent, ProgressEvent>[] {
    const events: Exclude<TurnEvent, ProgressEvent>[] = [];
    if (place < FIRST_PLACE) events.push({ type: 'turn-start', place: FIRST_PLACE, head: this.head });
    const parts = this.transcript.after(Math.max(place, FIRST_PLACE) - FIRST_PLACE);
    let at = this.textEnd - parts.reduce((sum, { text }) => sum + text.length, 0);
    for (const { type, text } of parts) {
      at += text.length;
      events.push({ type: `${type}-delta`, place: at, text });
    }
    if (this.outcome) events.push({ ...this.outcome, place: this.place });
    return events;
  }

  private get textEnd(): number {
    return FIRST_PLACE + this.transcript.length;
  }

  private change(): Promise<void> {
    return (this.changed ??= new Promise((resolve) => (this.wake = resolve)));
  }

  /** Readers wake once in a round of the event loop: what came in one piece leaves in one piece. */
  private notify(): void {
    const { wake } = this;
    if (!wake || this.isWaking) return;
    this.isWaking = true;
    setImmediate(() => {
      this.isWaking = false;
      this.changed = undefined;
      this.wake = undefined;
      wake();
    });
  }
}
