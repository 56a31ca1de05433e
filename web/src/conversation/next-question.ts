import { signal } from '@preact/signals';
import { randomId } from '../api/random-id';
import { store, stored } from '../state/stored';

/** A question that waits for the end of the answer. */
export interface NextQuestion {
  readonly text: string;
  /** Its Idempotency-Key: every tab that shows the chat may send it, it is asked once. */
  readonly key: string;
}

/** The one question that waits in the chat that is open. */
export const next = signal<NextQuestion | undefined>(undefined);

let open: string | undefined;

const nameOf = (chatId: string): string => `next:${chatId}`;

/** Shows what waits in a chat, in this tab and in every other one. */
export function openNext(chatId: string | undefined): void {
  open = chatId;
  next.value = chatId === undefined ? undefined : kept(chatId);
}

export function setNext(chatId: string, question: NextQuestion | undefined): void {
  next.value = question;
  store(nameOf(chatId), question);
}

/** There is one slot: more text joins what waits there. */
export function addToNext(chatId: string, text: string): void {
  const before = next.peek()?.text;
  setNext(chatId, { text: before === undefined ? text : `${before}\n\n${text}`, key: randomId() });
}

/** Takes over what another tab has changed. */
export function listenToTabs(): void {
  addEventListener('storage', ({ key }) => {
    if (open !== undefined && key === nameOf(open)) openNext(open);
  });
}

function kept(chatId: string): NextQuestion | undefined {
  const value = stored(nameOf(chatId));
  return isQuestion(value) ? value : undefined;
}

const isQuestion = (value: unknown): value is NextQuestion => typeof value === 'object' && value !== null && 'text' in value && 'key' in value && typeof value.text === 'string' && typeof value.key === 'string';
