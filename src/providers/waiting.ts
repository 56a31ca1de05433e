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

/** Runs something under a signal that follows the caller's and also ends, with a reason, after a time. */
export async function within<T>(milliseconds: number, reason: () => Error, caller: AbortSignal | undefined, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const follow = (): void => controller.abort(caller?.reason);
  const timer = setTimeout(() => controller.abort(reason()), milliseconds);
  caller?.addEventListener('abort', follow, { once: true });
  if (caller?.aborted) follow();
  try {
    return await run(controller.signal);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', follow);
  }
}
