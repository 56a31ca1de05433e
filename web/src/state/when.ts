import { effect } from '@preact/signals';

/** Resolves once something that signals tell is so; rejects when it is aborted before. */
export function when(isSo: () => boolean, abort?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const left = new AbortController();
    const stop = effect(() => {
      if (isSo()) queueMicrotask(() => settle(resolve));
    });
    const settle = (outcome: () => void): void => {
      stop();
      left.abort();
      outcome();
    };
    const leave = (): void => settle(() => reject(aborted()));
    if (abort?.aborted) leave();
    else abort?.addEventListener('abort', leave, { signal: left.signal });
  });
}

/** Resolves after a time; rejects when it is aborted before. */
export const delay = (ms: number, abort?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    abort?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(aborted());
    });
  });

const aborted = (): DOMException => new DOMException('Nobody waits any more.', 'AbortError');
