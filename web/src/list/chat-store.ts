import { computed, signal } from '@preact/signals';
import type { Chat, ChatPage } from './chat';
import type { Row } from './groups';
import { extended, merged } from './merge';

/** So many pages are read to find where a new beginning meets what is loaded; then the rest is loaded again when it is scrolled to. */
const MOST_PAGES = 10;

/** Asks for a page of the list. */
export type ReadPage = (cursor?: string) => Promise<ChatPage>;

export interface TurnNote {
  readonly title?: string;
  readonly answering: boolean;
}

/** The chats that are loaded, and what is shown of them. At most one request of its own runs at a time. */
export class ChatStore {
  /** In the server's order; undefined until the first page has come. */
  readonly all = signal<readonly Chat[] | undefined>(undefined);
  /** Why the list or its next page could not be had. */
  readonly fault = signal<unknown>(undefined);
  /** Where the next page begins; null when all chats are loaded. */
  readonly next = signal<string | null>(null);
  /** Deleted here, or about to be. */
  readonly gone = signal<ReadonlySet<string>>(new Set());
  /** Seen to have been deleted in another place. */
  readonly vanished = signal<ReadonlySet<string>>(new Set());
  private readonly arranged = signal<readonly Row[]>([]);
  readonly rows = computed(() => (this.gone.value.size === 0 ? this.arranged.value : this.arranged.value.filter(({ chat }) => !this.gone.value.has(chat.id))));
  readonly isAnswering = computed(() => this.all.value?.some(({ answering }) => answering) ?? false);
  private readonly known = computed(() => new Map(this.all.value?.map((chat) => [chat.id, chat])));
  private line: Promise<void> = Promise.resolve();
  private refreshing: Promise<void> | undefined;
  private loading: Promise<void> | undefined;
  private isFrozen = false;
  private hasLoaded = false;
  /** Counts what happens on this side, so that an answer that was on its way is not believed. */
  private changes = 0;

  constructor(
    private readonly read: ReadPage,
    private readonly now: () => string = () => new Date().toISOString(),
  ) {}

  find(id: string): Chat | undefined {
    return this.known.value.get(id);
  }

  /** Asks for the beginning of the list again. */
  refresh(): Promise<void> {
    this.refreshing ??= this.inLine(() => this.readBeginning()).finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** Loads the next page. */
  more(): Promise<void> {
    this.loading ??= this.inLine(() => this.readNext()).finally(() => (this.loading = undefined));
    return this.loading;
  }

  /** A turn of a chat has begun or ended: the chat stands first. */
  noteTurn(id: string, { title, answering }: TurnNote): void {
    const now = this.now();
    const known = this.find(id);
    const chat: Chat = { created_at: now, message_count: 2, title: title ?? id, ...known, ...(title === undefined ? {} : { title }), id, answering, last_updated: now };
    this.change([chat, ...(this.all.peek() ?? []).filter((other) => other.id !== id)], known ? [] : [chat]);
    this.gone.value = without(this.gone.peek(), [id]);
    this.vanished.value = without(this.vanished.peek(), [id]);
  }

  retitle(id: string, title: string): void {
    this.change((this.all.peek() ?? []).map((chat) => (chat.id === id ? { ...chat, title } : chat)));
  }

  /** Takes rows out of sight, or puts them back. */
  hide(ids: readonly string[]): void {
    this.gone.value = new Set([...this.gone.peek(), ...ids]);
  }

  unhide(ids: readonly string[]): void {
    this.gone.value = without(this.gone.peek(), ids);
  }

  /** They are deleted. */
  drop(ids: readonly string[]): void {
    const dropped = new Set(ids);
    const stays = ({ id }: Chat): boolean => !dropped.has(id);
    this.arranged.value = this.arranged.peek().filter(({ chat }) => stays(chat));
    this.change((this.all.peek() ?? []).filter(stays));
    this.unhide(ids);
  }

  /** While somebody is about to choose a row, every row stays where it is. */
  freeze(): void {
    this.isFrozen = true;
  }

  thaw(): void {
    this.isFrozen = false;
    this.arrange();
  }

  private async readBeginning(): Promise<void> {
    const before = this.changes;
    const loaded = this.hasLoaded ? (this.all.peek() ?? []) : [];
    let fresh = await this.read();
    let all = merged(loaded, fresh);
    for (let pages = 1; !all && fresh.next !== null && pages < MOST_PAGES && loaded.length > 0; pages++) {
      const more = await this.read(fresh.next);
      fresh = { chats: extended(fresh.chats, more.chats), next: more.next };
      all = merged(loaded, fresh);
    }
    if (before !== this.changes) return this.readBeginning();
    if (!all || all.length === fresh.chats.length) this.next.value = fresh.next;
    if (all) this.noteVanished(loaded, all);
    this.hasLoaded = true;
    this.take(all ?? fresh.chats);
  }

  private async readNext(): Promise<void> {
    const cursor = this.next.peek();
    if (cursor === null) return;
    const before = this.changes;
    const { chats, next } = await this.read(cursor);
    if (before !== this.changes) return this.readNext();
    this.next.value = next;
    const all = this.all.peek() ?? [];
    this.take(extended(all, chats), chats);
  }

  private noteVanished(loaded: readonly Chat[], all: readonly Chat[]): void {
    const there = new Set(all.map(({ id }) => id));
    const lost = [...this.vanished.peek(), ...loaded.map(({ id }) => id)].filter((id) => !there.has(id));
    this.vanished.value = new Set(lost);
  }

  private take(all: readonly Chat[], added: readonly Chat[] = []): void {
    this.fault.value = undefined;
    this.all.value = all;
    this.arrange([], added);
  }

  private change(all: readonly Chat[], first: readonly Chat[] = []): void {
    this.changes++;
    if (this.all.peek() || first.length > 0) this.all.value = all;
    this.arrange(first);
  }

  /** Gives every chat its place; while the order is frozen only its news, and to new ones a place before or behind the others. */
  private arrange(first: readonly Chat[] = [], last: readonly Chat[] = []): void {
    const rows = this.arranged.peek();
    const places = new Map(rows.map((row) => [row.chat.id, row]));
    if (!this.isFrozen || rows.length === 0) {
      this.arranged.value = (this.all.peek() ?? []).map((chat) => rowOf(chat, places.get(chat.id)));
      return;
    }
    const isNew = ({ id }: Chat): boolean => !places.has(id);
    const kept = rows.map((row) => rowOf(this.known.peek().get(row.chat.id) ?? row.chat, row, row.at));
    this.arranged.value = [...first.filter(isNew).map((chat) => rowOf(chat)), ...kept, ...last.filter(isNew).map((chat) => rowOf(chat))];
  }

  private inLine(work: () => Promise<void>): Promise<void> {
    const done = this.line.then(work).catch((error: unknown) => void (this.fault.value = error));
    this.line = done;
    return done;
  }
}

/** The row that stands there already, when nothing about it is new. */
const rowOf = (chat: Chat, known?: Row, at = chat.last_updated): Row => (known?.chat === chat && known.at === at ? known : { chat, at });

const without = (ids: ReadonlySet<string>, those: readonly string[]): ReadonlySet<string> => {
  const rest = new Set(ids);
  for (const id of those) rest.delete(id);
  return rest;
};
