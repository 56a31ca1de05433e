import { effect, signal } from '@preact/signals';
import { API_ROOT } from '../api/client';
import { isAbort } from '../api/fault';
import { reachable } from '../state/reachable';
import { CLOCK } from './clock';
import { Poll } from './poll';
import { awayStatus, type ReadyReport, type Status, statusOf } from './status-words';

const USUAL_MS = 30_000;
const LOADING_MS = 2000;
const LONGEST_MS = 10_000;

/** What answers here, and whether it can; undefined until it is known. */
export const status = signal<Status | undefined>(undefined);

const poll = new Poll(CLOCK, ask, () => {
  if (document.hidden || reachable.state.peek() === 'away') return undefined;
  return status.peek()?.mark === 'live' ? LOADING_MS : USUAL_MS;
});

/** Asks now: after a turn that failed, when the tab is seen again. */
export const askStatus = (): void => void poll.now();

/** Asks again and again from now on. */
export function watchStatus(): () => void {
  document.addEventListener('visibilitychange', look);
  const end = effect(() => {
    if (reachable.state.value === 'away') status.value = awayStatus(status.peek());
    else askStatus();
  });
  return () => {
    document.removeEventListener('visibilitychange', look);
    end();
  };
}

const look = (): void => void (document.hidden || poll.now());

/** 503 is an answer here, unless it has no report: then it comes from a proxy. */
async function ask(): Promise<void> {
  try {
    const response = await fetch(`${API_ROOT}/health/ready`, { signal: AbortSignal.timeout(LONGEST_MS) });
    const report = reportIn(await response.json());
    if (!report) throw new Error('This is no report.');
    reachable.found();
    status.value = statusOf(report);
  } catch (error) {
    if (!isAbort(error)) reachable.lost();
  }
}

function reportIn(body: unknown): ReadyReport | undefined {
  const details = typeof body === 'object' && body !== null && 'details' in body ? body.details : undefined;
  return typeof details === 'object' && details !== null ? details : undefined;
}
