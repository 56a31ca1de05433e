import { effect, signal, untracked } from '@preact/signals';
import { type Fault, sentenceOf } from '../api/fault';
import { isRandomId, randomId } from '../api/random-id';
import type { TurnEvents } from '../api/turn-events';
import { chats, marks } from '../list/chats';
import { askStatus } from '../list/status';
import { becomes, openChat } from '../state/address';
import { announce } from '../state/announcer';
import { draftOf, giveBack, setDraft } from '../state/drafts';
import { storedHere, storeHere } from '../state/stored';
import { keyOf, onAskedElsewhere } from './asked-keys';
import { openPlace } from './follow-end';
import { sayEnd } from './heard';
import { noteEnd } from './news';
import { addToNext, listenToTabs, next, openNext, setNext } from './next-question';
import { OpenConversation, type TurnStart } from './open-conversation';
import { Outbox, type Unsent } from './outbox';
import { isReasoningOpen } from './reasoning-state';
import type { EndedAnswer, Turn } from './turn';

const WANTED_ID = 'chat-id';

/** What went wrong with a question or a stop, shown by the message field of its chat. */
export interface DockNote {
  readonly chatId: string | undefined;
  readonly code: string;
  readonly sentence: string;
}

/** The chat that is open; undefined on the page of a new one. */
export const current = signal<OpenConversation | undefined>(undefined);
export const dockNote = signal<DockNote | undefined>(undefined);
/** The id typed for a new chat. */
export const wantedId = signal(keptId());

export const outbox = new Outbox({ accepted, refused, settledElsewhere });

/** An id that this page has just made: there is no such chat to be loaded. */
let madeId: string | undefined;

/** Opens chats as the address names them, and goes on with what an earlier page has left. */
export function startDesk(): void {
  effect(() => {
    const chatId = openChat.value;
    untracked(() => open(chatId));
  });
  effect(() => {
    const conversation = current.value;
    if (conversation) keepInStep(conversation);
  });
  effect(() => storeHere(WANTED_ID, wantedId.value));
  listenToTabs();
  onAskedElsewhere(chats.refresh);
  outbox.resume();
}

/** What other tabs and other places do to the open chat, as the list hears of it. */
function keepInStep(conversation: OpenConversation): void {
  const { chatId } = conversation;
  const summary = chats.find(chatId);
  if (chats.vanished.value.has(chatId)) untracked(() => conversation.isDeleted());
  else if (summary) untracked(() => void conversation.isKnownAs(summary));
}

function open(chatId: string | undefined): void {
  if (current.peek()?.chatId === chatId) return;
  current.peek()?.close();
  openPlace(chatId !== undefined && marks.unseen.peek().has(chatId));
  const conversation = chatId === undefined ? undefined : new OpenConversation(chatId);
  current.value = conversation;
  openNext(chatId);
  isReasoningOpen.value = false;
  if (!conversation) return;
  conversation.onEnd = (answer) => ended(conversation, answer);
  if (chatId === madeId) {
    madeId = undefined;
    return conversation.isNew();
  }
  void conversation.load().then(() => sendNext(conversation));
}

/** Sends what stands in the message field: now, or when the running answer has ended. */
export function send(): void {
  const conversation = current.peek();
  const text = draftOf(conversation?.chatId).peek();
  if (text.trim() === '') return;
  setDraft(conversation?.chatId, '');
  dockNote.value = undefined;
  if (conversation && isBusy(conversation)) return addToNext(conversation.chatId, text);
  ask(text);
}

/** Asks in the open chat, or begins a new one under the id that was typed or a random one. */
export function ask(text: string, key?: string): void {
  const conversation = current.peek();
  const chatId = conversation?.chatId ?? (wantedId.peek() || (madeId = randomId()));
  const begins = !conversation || conversation.phase.peek() === 'missing';
  chats.keep(chatId);
  outbox.send(chatId, text, begins, key);
  if (conversation) return;
  wantedId.value = '';
  becomes(chatId);
}

/** Asks a question again: the failed last one under its own key, so that it is not written twice. */
export function tryAgain({ id, question = '', answer }: Turn): void {
  const isLast = current.peek()?.turns.peek().at(-1)?.id === id;
  ask(question, answer?.state === 'failed' && isLast ? keyOf(id) : undefined);
}

export async function stop(): Promise<void> {
  const conversation = current.peek();
  if (!conversation?.isAnswering.peek() || conversation.isStopping.peek()) return;
  try {
    await conversation.stop();
  } catch (error) {
    dockNote.value = { chatId: conversation.chatId, code: 'stop', sentence: sentenceOf(error) };
  }
}

export function takeBack(question: Unsent): void {
  outbox.takeBack(question);
  returnText(question);
}

/** Whether a question of this chat would have to wait. */
export const isBusy = (conversation: OpenConversation): boolean => conversation.isAnswering.value || outbox.of(conversation.chatId).value.length > 0;

/** A chat's title as the list knows it, which hears of every change; else as the chat itself told it. */
export const titleOf = ({ chatId, title }: OpenConversation): string => chats.titleOf(chatId) ?? (title.value || chatId);

function accepted(question: Unsent, start: TurnStart, rest: TurnEvents): void {
  const conversation = current.peek();
  const tellList = (): void => chats.noteTurn(question.chatId, { title: start.data.title, answering: true });
  if (conversation?.chatId === question.chatId) {
    announce('Sent.');
    // The list hears of it when it is shown here, so that it does not seem to come from elsewhere.
    void conversation.adopt(question.message, start, rest).then(tellList);
  } else {
    rest.close();
    tellList();
  }
}

function refused(question: Unsent, fault: Fault): void {
  const chatId = returnText(question);
  dockNote.value = { chatId, code: fault.code, sentence: fault.message };
  announce(fault.message);
}

/** Another tab has got it through, or taken it back. */
function settledElsewhere({ chatId }: Unsent): void {
  if (current.peek()?.chatId === chatId) void current.peek()?.load();
}

/** Puts a question back into the field it came from; of a chat that never began, into that of a new one. */
function returnText({ chatId, message, begins }: Unsent): string | undefined {
  const open = current.peek()?.chatId === chatId ? current.peek() : undefined;
  // A chat that never began has no place in the list: whoever has left it would not find the text again.
  if (!begins || open?.phase.peek() === 'ready' || chats.find(chatId)) {
    giveBack(chatId, message);
    return chatId;
  }
  giveBack(undefined, message);
  if (!isRandomId(chatId) && wantedId.peek() === '') wantedId.value = chatId;
  if (open) becomes();
  return undefined;
}

function ended(conversation: OpenConversation, answer: EndedAnswer): void {
  sayEnd(answer);
  noteEnd();
  if (conversation.phase.peek() !== 'deleted') chats.noteTurn(conversation.chatId, { answering: false });
  chats.refresh();
  if (answer.state === 'failed') askStatus();
  sendNext(conversation);
}

/** After an end and after a stop, not after a fault: then the question that waits may not be wanted any more. */
function sendNext(conversation: OpenConversation): void {
  const last = conversation.turns.peek().at(-1)?.answer;
  const question = next.peek();
  if (!question || current.peek() !== conversation || !last || untracked(() => isBusy(conversation))) return;
  if (last.state !== 'complete' && last.reason !== 'length' && last.reason !== 'stopped' && last.code !== 'stopped') return;
  setNext(conversation.chatId, undefined);
  ask(question.text, question.key);
}

function keptId(): string {
  const kept = storedHere(WANTED_ID);
  return typeof kept === 'string' ? kept : '';
}
