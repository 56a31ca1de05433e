import { MissingWords } from '../../src/conversation/search.js';
import { type AssistantMessage, type Chat, type ChatSummary, isReservedId, type Message, type SystemMessage, textOf, type UserMessage } from '../../src/conversation/chat.js';
import { DomainError, LeaseLostError } from '../../src/errors/domain.error.js';
import type { ChatPage, ChatQuery, ChatRepository, ListedChat, MessagePage, MessageQuery, RepeatQuery, Repetition, TurnBegin, TurnEnd, TurnLease, TurnNote, TurnStart } from '../../src/storage/chat-repository.js';

/** A chat as it is kept, with the turns that its questions belong to. */
export interface KeptChat {
  readonly created_at: string;
  last_updated: string;
  title: string;
  model?: string;
  readonly messages: Message[];
  readonly turns: Map<string, KeptTurn>;
  open?: OpenTurn;
}

interface KeptTurn {
  turnId: string;
  readonly key?: string;
  readonly fingerprint?: string;
}

interface OpenTurn {
  readonly turnId: string;
  readonly answerId: string;
  readonly owner: unknown;
  note?: TurnNote;
}

export type Disk = Map<string, KeptChat>;

const NO_SYSTEM: SystemMessage = { id: 'none', role: 'system', content: '' };
const DAY_MS = 24 * 3600 * 1000;

/** A sound store in memory, for broken ones to differ from it in one thing. Its "disk" outlives it. */
export class MemoryChatRepository implements ChatRepository {
  protected readonly owner: unknown = Symbol('process');

  constructor(protected readonly disk: Disk = new Map()) {}

  async list({ limit, cursor, words = [] }: ChatQuery): Promise<ChatPage> {
    const all = Array.from(this.disk.keys(), (id) => this.summary(id)).flatMap((chat) => this.searched(chat, words)).toSorted(byTime);
    const first = cursor === undefined ? 0 : all.findIndex((chat) => byTime(chat, placeOf(cursor)) > 0);
    const rest = first < 0 ? [] : all.slice(first);
    const chats = rest.slice(0, limit);
    const last = chats.at(-1);
    return { chats, next_cursor: chats.length < rest.length && last ? JSON.stringify([last.last_updated, last.id]) : null };
  }

  protected searched(chat: ChatSummary, words: readonly string[]): readonly ListedChat[] {
    const missing = new MissingWords(words, chat.title);
    for (const { role, content } of this.shown(this.disk.get(chat.id)!).toReversed()) if (role !== 'system') missing.pass(content);
    const { isNone, excerpt } = missing;
    if (!isNone) return [];
    return [excerpt === undefined ? chat : { ...chat, excerpt }];
  }

  async find(id: string): Promise<ChatSummary | undefined> {
    return this.disk.has(id) ? this.summary(id) : undefined;
  }

  async messages(id: string, { before, limit }: MessageQuery): Promise<MessagePage> {
    const chat = this.disk.get(id);
    const all = chat ? this.shown(chat) : [];
    const end = Math.min(before ?? all.length, all.length);
    const start = Math.max(0, end - limit);
    return { messages: all.slice(start, end).toReversed(), next: start > 0 ? start : undefined };
  }

  async rename(id: string, title: string): Promise<boolean> {
    const chat = this.disk.get(id);
    if (chat) chat.title = title;
    return chat !== undefined;
  }

  async remove(id: string): Promise<boolean> {
    return this.disk.delete(id);
  }

  async restore({ id, created_at, last_updated, title = '', messages }: Chat): Promise<void> {
    this.refuseTaken(id);
    this.disk.set(id, { created_at, last_updated, title, messages: messages.slice(), turns: new Map() });
  }

  async begin(start: TurnStart): Promise<TurnBegin> {
    const { chatId, turnId, answerId, question, opening, idempotency } = start;
    const known = this.disk.get(chatId);
    if (known?.open?.turnId === turnId) return this.begun(known, start);
    const repeated = known && idempotency && this.repeated(known, idempotency, question.timestamp);
    if (repeated && repeated !== 'again') return repeated;
    if (known && this.isRunning(known)) return { outcome: 'busy', turnId: known.open!.turnId };
    if (!known) this.refuseNew(chatId);
    start.admit?.(known ? this.systemOf(known).content : opening.systemPrompt.content);
    const chat: KeptChat = known ?? { created_at: question.timestamp, last_updated: '', title: opening.title, messages: [{ ...opening.systemPrompt, role: 'system', timestamp: question.timestamp }], turns: new Map() };
    this.disk.set(chatId, chat);
    chat.model = start.model ?? chat.model;
    if (repeated) this.askAgain(chat, turnId);
    else this.askNew(chat, start);
    chat.open = { turnId, answerId, owner: this.owner };
    return this.begun(chat, start);
  }

  async findRepeated({ chatId, idempotency, now }: RepeatQuery): Promise<Repetition | undefined> {
    const chat = this.disk.get(chatId);
    const repeated = chat && this.repeated(chat, idempotency, now);
    return repeated === 'again' ? undefined : repeated;
  }

  async keep(notes: readonly TurnNote[]): Promise<readonly string[]> {
    return notes.flatMap((note) => {
      const open = this.owned(note.lease);
      if (open) open.note = note;
      return open ? [] : [note.lease.turnId];
    });
  }

  async finish(lease: TurnLease, end: TurnEnd): Promise<void> {
    const chat = this.disk.get(lease.chatId);
    if (chat && this.hasEnded(chat, lease)) return;
    if (!chat || !this.owned(lease)) throw new LeaseLostError(lease.chatId);
    if (end.outcome === 'answered') chat.messages.push(end.answer);
    else chat.messages.push({ ...(chat.messages.pop() as UserMessage), status: 'failed', code: end.code });
    chat.last_updated = (end.outcome === 'answered' ? end.answer.timestamp : end.timestamp) ?? chat.last_updated;
    delete chat.open;
  }

  async check(): Promise<void> {}

  protected isRunning({ open }: KeptChat): boolean {
    return open !== undefined && open.owner === this.owner;
  }

  protected owned({ chatId, turnId, token }: TurnLease): OpenTurn | undefined {
    const open = this.disk.get(chatId)?.open;
    return token === this.owner && open !== undefined && open.owner === this.owner && open.turnId === turnId ? open : undefined;
  }

  protected hasEnded({ messages, turns }: KeptChat, { turnId, answerId, token }: TurnLease): boolean {
    if (token !== this.owner) return false;
    return messages.some((message) => message.id === answerId || (message['status'] === 'failed' && turns.get(message.id)?.turnId === turnId));
  }

  /** What a question that is left open looks like: as it is while its turn runs, else interrupted. */
  protected shown(chat: KeptChat): Message[] {
    const { open, messages } = chat;
    if (!open || this.isRunning(chat)) return messages;
    const { note, answerId } = open;
    const content = textOf(note?.parts ?? []);
    if (!note || content === '') return [...messages.slice(0, -1), { ...(messages.at(-1) as UserMessage), status: 'failed', code: 'interrupted' }];
    const answer: AssistantMessage = { id: answerId, role: 'assistant', content, parts: note.parts, timestamp: note.timestamp, status: 'incomplete', incomplete_reason: 'interrupted' };
    return [...messages, answer];
  }

  protected repeated(chat: KeptChat, { key, fingerprint }: NonNullable<TurnStart['idempotency']>, now: string): Repetition | 'again' | undefined {
    const messages = this.shown(chat);
    const place = messages.findLastIndex(({ id, timestamp }) => chat.turns.get(id)?.key === key && Date.parse(now) - Date.parse(timestamp!) <= DAY_MS);
    const [question, next] = [messages[place], messages[place + 1]];
    if (question?.role !== 'user') return undefined;
    const seen = chat.turns.get(question.id)!;
    if (seen.fingerprint !== fingerprint) return { outcome: 'mismatched' };
    const running = this.isRunning(chat) && chat.open?.turnId === seen.turnId;
    if (!running && !next) return 'again';
    return { outcome: 'repeated', running, turn: { turnId: seen.turnId, question, ...(next?.role === 'assistant' ? { answer: next } : {}) } };
  }

  protected refuseTaken(id: string): void {
    for (const other of this.disk.keys()) if (other.toLowerCase() === id.toLowerCase()) throw new DomainError('chat_id_taken', `${id} is taken by ${other}.`);
  }

  private refuseNew(id: string): void {
    if (isReservedId(id)) throw new DomainError('chat_id_reserved', `${id} is reserved.`);
    this.refuseTaken(id);
  }

  private askNew(chat: KeptChat, { turnId, question, idempotency }: TurnStart): void {
    chat.messages.splice(0, chat.messages.length, ...this.shown(chat), { ...question, role: 'user' });
    chat.turns.set(question.id, { turnId, ...idempotency });
    chat.last_updated = question.timestamp;
  }

  private askAgain(chat: KeptChat, turnId: string): void {
    const { status: _status, code: _code, ...question } = chat.messages.pop() as UserMessage;
    chat.messages.push(question);
    chat.turns.get(question.id)!.turnId = turnId;
  }

  private begun(chat: KeptChat, { chatId, turnId, historyBytes }: TurnStart): TurnBegin {
    const question = chat.messages.at(-1) as UserMessage;
    const before = chat.messages.slice(0, -1).filter(({ role }) => role !== 'system');
    const recent: Message[] = [];
    for (let bytes = 0, at = before.length - 1; at >= 0 && bytes < historyBytes; at--) {
      recent.unshift(before[at]!);
      bytes += before[at]!.content.length;
    }
    return { outcome: 'begun', lease: { chatId, turnId, answerId: chat.open!.answerId, token: this.owner }, title: chat.title, system: this.systemOf(chat), recent, earlier: before.length, question };
  }

  private systemOf({ messages: [first] }: KeptChat): SystemMessage {
    return first?.role === 'system' ? first : NO_SYSTEM;
  }

  private summary(id: string): ChatSummary {
    const chat = this.disk.get(id)!;
    const { created_at, last_updated, title, model } = chat;
    return { id, created_at, last_updated: chat.open?.note && !this.isRunning(chat) ? chat.open.note.timestamp : last_updated, message_count: this.shown(chat).length, title, answering: this.isRunning(chat), ...(model === undefined ? {} : { model }) };
  }
}

interface Place {
  readonly id: string;
  readonly last_updated: string;
}

function byTime(one: Place, other: Place): number {
  return Date.parse(other.last_updated) - Date.parse(one.last_updated) || (one.id < other.id ? -1 : Number(one.id > other.id));
}

function placeOf(cursor: string): Place {
  try {
    const [last_updated, id] = JSON.parse(cursor) as [string, string];
    return { last_updated, id };
  } catch {
    throw new DomainError('validation_failed', 'That is no cursor.');
  }
}
