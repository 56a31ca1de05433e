import { ProviderError } from '../errors/domain.error.js';

/** Ends a turn whose provider says nothing for too long: longer before the first token than between two. */
export class SilenceLimit {
  private timer: NodeJS.Timeout | undefined;
  private speaking = false;

  constructor(
    firstMs: number,
    private readonly betweenMs: number,
    private readonly onSilence: (reason: ProviderError) => void,
  ) {
    this.start(firstMs);
  }

  /** Something came: a token, or progress before it. */
  heard(token: boolean): void {
    if (token && !this.speaking) {
      this.speaking = true;
      this.start(this.betweenMs);
    } else this.timer?.refresh();
  }

  clear(): void {
    clearTimeout(this.timer);
  }

  private start(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.onSilence(this.reason(milliseconds)), milliseconds);
  }

  private reason(milliseconds: number): ProviderError {
    const [moment, setting] = this.speaking ? ['in the middle of its answer', 'IDLE_TIMEOUT_MS'] : ['before its first word', 'FIRST_TOKEN_TIMEOUT_MS'];
    return new ProviderError('provider_timeout', `The model said nothing for ${Math.round(milliseconds / 100) / 10} s ${moment}. Try again, or raise ${setting}.`);
  }
}
