import { store, stored } from '../state/stored';

export const ASKED_KEYS = 'asked-keys';
const MOST = 200;

type Entry = readonly [questionId: string, key: string];

/** Under which key a question of this browser was sent: tried again under it, it is asked again, not written a second time. */
export const keyOf = (questionId: string): string | undefined => entries().find(([id]) => id === questionId)?.[1];

export const rememberKey = (questionId: string, key: string): void => store(ASKED_KEYS, [[questionId, key], ...entries().filter(([id]) => id !== questionId)].slice(0, MOST));

/** Told when a question of another tab has been taken by the server. */
export function onAskedElsewhere(tell: () => void): void {
  addEventListener('storage', ({ key }) => key === ASKED_KEYS && tell());
}

function entries(): readonly Entry[] {
  const kept = stored(ASKED_KEYS);
  return Array.isArray(kept) ? kept.filter(isEntry) : [];
}

const isEntry = (value: unknown): value is Entry => Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';
