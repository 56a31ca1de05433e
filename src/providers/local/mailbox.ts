/** Turns what is pushed by events into something to pull: read once, in order, until it is closed. */
export class Mailbox<T> {
  private readonly items: T[] = [];
  private closed?: { readonly error?: Error };
  private wake = (): void => undefined;

  push(item: T): void {
    this.items.push(item);
    this.wake();
  }

  /** The first close counts; with an error, reading throws it once everything before it was read. */
  close(error?: Error): void {
    this.closed ??= { error };
    this.wake();
  }

  /** Throws the signal's reason at once when it is aborted. */
  async *read(signal: AbortSignal): AsyncGenerator<T, void, void> {
    const wake = (): void => this.wake();
    signal.addEventListener('abort', wake);
    try {
      for (;;) {
        signal.throwIfAborted();
        if (this.items.length > 0) yield this.items.shift()!;
        else if (this.closed?.error) throw this.closed.error;
        else if (this.closed) return;
        else await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', wake);
    }
  }
}
