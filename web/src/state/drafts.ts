import { signal, type Signal } from '@preact/signals';
import { store, storeHere, stored, storedHere } from './stored';

const PAUSE_MS = 300;
const open = new Map<string, Signal<string>>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

const nameOf = (chatId: string | undefined): string => `draft:${chatId ?? ''}`;

/** What stands in the message field of a chat (undefined: the new one), kept at each pause: for this tab, and in this browser for those that come later. */
export function draftOf(chatId: string | undefined): Signal<string> {
  const name = nameOf(chatId);
  const found = open.get(name);
  if (found) return found;
  const kept = storedHere(name) ?? stored(name);
  const draft = signal(typeof kept === 'string' ? kept : '');
  open.set(name, draft);
  return draft;
}

export function setDraft(chatId: string | undefined, text: string): void {
  const name = nameOf(chatId);
  draftOf(chatId).value = text;
  clearTimeout(timers.get(name));
  timers.set(name, setTimeout(() => keep(name), PAUSE_MS));
}

/** Puts a text back before what stands in the field now. */
export function giveBack(chatId: string | undefined, text: string): void {
  const now = draftOf(chatId).peek();
  setDraft(chatId, now === '' || now === text ? text : `${text}\n\n${now}`);
}

function keep(name: string): void {
  timers.delete(name);
  const text = open.get(name)?.peek() ?? '';
  store(name, text || undefined);
  storeHere(name, text);
}

// The last words before a tab is left are kept too.
addEventListener('pagehide', () => Array.from(timers.keys()).forEach(keep));
