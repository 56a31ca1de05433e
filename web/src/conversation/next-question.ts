import { signal } from '@preact/signals';
import { randomId } from '../api/random-id';
import { store, stored } from '../state/stored';

/** The one question that waits for the end of an answer. Its key makes it one, however many tabs send it. */
export interface NextQuestion {
  readonly message: string;
  readonly key: string;
}

const nameOf = (chatId: string): string => `next:${chatId}`;

/** What waits in the chat that is open. */
export const next = signal<NextQuestion | undefined>(undefined);

let watched: string | undefined;

/** Shows what waits in a chat, and follows what other tabs do to it. */
export function watchNext(chatId: string | undefined): void {
  watched = chatId;
  next.value = chatId === undefined ? undefined : kept(chatId);
}

addEventListener('storage', ({ key }) => {
  if (watched !== undefined && (key === null || key === nameOf(watched))) next.value = kept(watched);
});

/** Adds to what waits; an empty text takes it away. */
export function setNext(chatId: string, text: string): void {
  const before = next.peek()?.message;
  const message = before === undefined || text === '' ? text : `${before}\n\n${text}`;
  next.value = message === '' ? undefined : { message, key: randomId() };
  store(nameOf(chatId), next.value);
}

function kept(chatId: string): NextQuestion | undefined {
  const value = stored(nameOf(chatId));
  return isNext(value) ? value : undefined;
}

const isNext = (value: unknown): value is NextQuestion => typeof value === 'object' && value !== null && typeof Reflect.get(value, 'message') === 'string' && typeof Reflect.get(value, 'key') === 'string';
