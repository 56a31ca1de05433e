/** Time, so that a test can have its own. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Runs something later; what it returns keeps that from happening. */
  after(milliseconds: number, run: () => void): () => void;
}

export const CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
