/** The promise, or the signal's reason as soon as that is aborted. */
export async function waitFor<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const over = new AbortController();
  const left = new Promise<never>((_resolve, reject) => {
    // oxlint-disable-next-line prefer-promise-reject-errors -- the reason is what the caller gave
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([promise, left]);
  } finally {
    over.abort();
  }
}

/** A signal that follows another until it is released, so that nothing stays on that one. */
export class FollowingSignal {
  private readonly controller = new AbortController();
  private readonly follow = (): void => this.abort(this.leader?.reason);

  constructor(private readonly leader?: AbortSignal) {
    leader?.addEventListener('abort', this.follow, { once: true });
    if (leader?.aborted) this.follow();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  abort(reason: unknown): void {
    this.controller.abort(reason);
  }

  release(): void {
    this.leader?.removeEventListener('abort', this.follow);
  }
}

/** Runs something under a signal that follows the caller's and also ends, with a reason, after a time. */
export async function within<T>(milliseconds: number, reason: () => Error, caller: AbortSignal | undefined, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const following = new FollowingSignal(caller);
  const timer = setTimeout(() => following.abort(reason()), milliseconds);
  try {
    return await run(following.signal);
  } finally {
    clearTimeout(timer);
    following.release();
  }
}
