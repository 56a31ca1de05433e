import { computed, signal } from '@preact/signals';
import { sentenceOf } from '../api/fault';
import { goTo, openChat } from '../state/address';
import { announce } from '../state/announcer';
import { reachable } from '../state/reachable';
import { store as keep, stored } from '../state/stored';
import { AnswerMarks } from './answer-marks';
import { type Chat, nameOf } from './chat';
import { ChatStore, type TurnNote } from './chat-store';
import { Choosing } from './choosing';
import { CLOCK } from './clock';
import { Deletions, type Named } from './deletions';
import { Poll } from './poll';
import { Search } from './search';
import { deleteChat, readChats, renameChat } from './source';

const BUSY_MS = 5000;
const USUAL_MS = 30_000;

export const store = new ChatStore((cursor) => readChats({ cursor }));
export const marks = new AnswerMarks({ read: () => stored('answers'), write: (value) => keep('answers', value) });
export const search = new Search(CLOCK, { read: (query, signal) => readChats(query, signal), announce });
export const choosing = new Choosing();
export const deletions = new Deletions(CLOCK, {
  send: deleteChat,
  hide: (ids) => store.hide(ids),
  unhide: (ids) => store.unhide(ids),
  drop,
  announce,
});

/** More than so many are not deleted without a question. */
export const MOST_UNASKED = 20;
/** What the question is about, while it is asked. */
export const inQuestion = signal<readonly Named[] | undefined>(undefined);

/** The day by which the list is grouped. */
export const today = signal(new Date());

/** The open chat that was deleted, to go back to it. */
let left: string | undefined;

export const listPoll = new Poll(CLOCK, refresh, wait);

/** What the rest of the page asks of the list, and tells it. */
export const chats = {
  /** The title of a chat, when the list knows it; follows it. */
  titleOf: (id: string): string | undefined => store.find(id)?.title,
  find: (id: string): Chat | undefined => store.find(id),
  /** Deleted here, while that can be undone and until the server has heard of it. */
  removed: computed(() => store.gone.value),
  /** Seen to have been deleted in another place. */
  vanished: computed(() => store.vanished.value),
  /** A turn has begun (at `turn-start`) or ended: the chat stands first, its mark is right, and the list asks as often as it should. */
  noteTurn(id: string, note: TurnNote): void {
    chats.keep(id);
    store.noteTurn(id, note);
    noteAnswers();
    listPoll.again();
  },
  /** A chat that is used again is not deleted: call it when a question is sent, before the server has it. */
  keep: (id: string): void => void deletions.undo(id),
  /** Gives a chat another title; throws why it has not got it. */
  async rename(id: string, title: string): Promise<void> {
    store.retitle(id, await renameChat(id, title));
  },
  /** Deletes chats with the possibility to undo it; more than 20 after a question. */
  remove(ids: readonly string[]): void {
    const those = ids.map(named);
    if (ids.length > MOST_UNASKED) inQuestion.value = those;
    else removeNow(those);
  },
  /** Takes the last deletion back, while it can be. */
  undo(): void {
    const back = deletions.undo();
    if (left !== undefined && back.some(({ id }) => id === left) && openChat.peek() === undefined) goTo(left, true);
    left = undefined;
  },
  refresh: (): void => void listPoll.now(),
};

export function removeNow(those: readonly Named[]): void {
  deletions.begin(those);
  const open = openChat.peek();
  left = those.some(({ id }) => id === open) ? open : undefined;
  if (left !== undefined) goTo(undefined, true);
}

/** The chat that is looked at. */
export const watched = (): string | undefined => (document.hidden ? undefined : openChat.peek());

/** "**Not deleted:** ⟨why⟩. It is back in the list." */
export function refusalOf(chats: readonly Named[], error: unknown): { readonly strong: string; readonly rest: string } {
  const why = sentenceOf(error).replace(/\.$/, '');
  return chats.length === 1 ? { strong: 'Not deleted:', rest: `${why}. It is back in the list.` } : { strong: `${chats.length} not deleted:`, rest: `${why}. They are back in the list.` };
}

async function refresh(): Promise<void> {
  const isFirst = store.all.peek() === undefined;
  const now = new Date();
  if (now.toDateString() !== today.peek().toDateString()) today.value = now;
  await store.refresh();
  const ended = noteAnswers();
  if (!isFirst && ended.length > 0) announce(ended.length === 1 && ended[0] ? `New answer in ${nameOf(ended[0])}.` : `New answers in ${ended.length} chats.`);
}

/** Nobody looks, or nobody answers: the list is asked again when that is over. */
function wait(): number | undefined {
  if (document.hidden || reachable.state.peek() === 'away') return undefined;
  return store.isAnswering.peek() ? BUSY_MS : USUAL_MS;
}

const noteAnswers = (): readonly Chat[] => marks.note(store.all.peek() ?? [], watched());

function drop(ids: readonly string[]): void {
  store.drop(ids);
  marks.forget(ids);
}

export function named(id: string): Named {
  const chat = store.find(id) ?? search.results.peek()?.chats.find((found) => found.id === id);
  return { id, title: chat ? nameOf(chat) : id };
}
