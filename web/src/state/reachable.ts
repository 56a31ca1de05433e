import { signal } from '@preact/signals';

const WAITS_SECONDS = [1, 2, 4, 8, 15] as const;
const BACK_SHOWN_MS = 5000;

type State = 'yes' | 'away' | 'back';

/** Whether the server answers. While it is away somebody knocks: after 1, 2, 4, 8 and then every 15 seconds. */
class Reachable {
  readonly state = signal<State>('yes');
  /** Seconds until the next try, while it is away. */
  readonly seconds = signal(0);
  /** Asks the server for a sign of life; set by the start of the page. */
  knock: () => Promise<unknown> = () => Promise.resolve();
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  lost(): void {
    this.state.value = 'away';
    if (this.timer === undefined) this.wait(WAITS_SECONDS[Math.min(this.tries++, WAITS_SECONDS.length - 1)] ?? 15);
  }

  found(): void {
    this.tries = 0;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.state.value !== 'away') return;
    this.state.value = 'back';
    setTimeout(() => {
      if (this.state.value === 'back') this.state.value = 'yes';
    }, BACK_SHOWN_MS);
  }

  /** Tries at once, since somebody asked for it. */
  tryNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    void this.knock().catch(() => undefined);
  }

  private wait(seconds: number): void {
    this.seconds.value = seconds;
    this.timer = setTimeout(() => (seconds > 1 ? this.wait(seconds - 1) : this.tryNow()), 1000);
  }
}

export const reachable = new Reachable();
