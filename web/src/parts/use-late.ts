import { useEffect, useState } from 'preact/hooks';

/** A wait under 400 ms shows nothing. */
const UNNOTICED_MS = 400;

/** True after a while, for what is said only of a wait that can be noticed. */
export function useLate(ms = UNNOTICED_MS): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return isLate;
}

/** Whole seconds since a moment of `performance.now()`, told anew every second. */
export function useSeconds(since: number): number {
  const [now, setNow] = useState(performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return Math.max(0, Math.floor((now - since) / 1000));
}
