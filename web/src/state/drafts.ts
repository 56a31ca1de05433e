import { signal, type Signal } from '@preact/signals';
import { store, stored } from './stored';

const PAUSE_MS = 300;
const open = new Map<string, Signal<string>>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

const nameOf = (chatId: string | undefined): string => `draft:${chatId ?? ''}`;

/** What stands in the message field of a chat (undefined: the new one), kept in this browser at each pause. */
export function draftOf(chatId: string | undefined): Signal<string> {
  const name = nameOf(chatId);
  const found = open.get(name);
  if (found) return found;
  const kept = stored(name);
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
  store(name, open.get(name)?.peek() || undefined);
}

// The last words before a tab is left are kept too.
addEventListener('pagehide', () => Array.from(timers.keys()).forEach(keep));
