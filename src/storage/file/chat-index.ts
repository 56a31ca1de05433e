import type { ChatSummary } from '../../conversation/chat.js';
import type { ChatPage, ChatQuery } from '../chat-repository.js';

/** What the list needs of a chat; 100,000 of them are kept in memory. */
export interface IndexEntry {
  readonly id: string;
  readonly created_at: string;
  readonly last_updated: string;
  readonly message_count: number;
  readonly title: string;
  readonly damaged?: boolean;
  /** Of the file, to see whether it changed behind our back. */
  readonly size: number;
  readonly mtime: number;
}

/** All chats in memory, in the order of the list. The order is an array that is never changed, only replaced: who reads it reads one moment. */
export class ChatIndex {
  private readonly entries = new Map<string, IndexEntry>();
  private readonly spelled = new Map<string, string>();
  private readonly moved = new Set<string>();
  private order: readonly IndexEntry[] = [];

  get size(): number {
    return this.entries.size;
  }

  get(id: string): IndexEntry | undefined {
    return this.entries.get(id);
  }

  /** How an id that differs at most in case is spelled. */
  spelling(id: string): string | undefined {
    return this.spelled.get(id.toLowerCase());
  }

  set(entry: IndexEntry): void {
    this.entries.set(entry.id, entry);
    this.spelled.set(entry.id.toLowerCase(), entry.id);
    this.moved.add(entry.id);
  }

  /** Notes what the file looks like, which changes nothing in the list. */
  refresh(id: string, file: { readonly size: number; readonly mtimeMs: number }): void {
    const entry = this.entries.get(id);
    if (entry) this.set({ ...entry, size: file.size, mtime: file.mtimeMs });
  }

  delete(id: string): void {
    this.entries.delete(id);
    if (this.spelled.get(id.toLowerCase()) === id) this.spelled.delete(id.toLowerCase());
    this.moved.add(id);
  }

  /** Every entry, the one last written to first, equal times by id. */
  all(): readonly IndexEntry[] {
    if (this.moved.size === 0) return this.order;
    const news = Array.from(this.moved, (id) => this.entries.get(id)).filter((entry) => entry !== undefined).toSorted(byTime);
    const rest = this.order.filter(({ id }) => !this.moved.has(id));
    this.moved.clear();
    return (this.order = merge(rest, news));
  }

  page({ limit, cursor }: ChatQuery, answering: (id: string) => boolean): ChatPage {
    const all = this.all();
    const first = cursor === undefined ? 0 : placeAfter(all, readCursor(cursor));
    const part = limit === undefined && first === 0 ? all : all.slice(first, limit === undefined ? undefined : first + limit);
    const isMore = first + part.length < all.length;
    return { chats: part.map((entry) => summaryFrom(entry, answering(entry.id))), next_cursor: isMore ? cursorOf(part.at(-1)!) : null };
  }
}

export const summaryFrom = ({ size: _size, mtime: _mtime, ...entry }: IndexEntry, answering: boolean): ChatSummary => ({ ...entry, answering });

interface Place {
  readonly id: string;
  readonly last_updated: string;
}

/** The original wrote local time without a zone, which Date reads as such. */
const timeOf = (place: Place): number => Date.parse(place.last_updated) || 0;

function byTime(one: Place, other: Place): number {
  return timeOf(other) - timeOf(one) || (one.id < other.id ? -1 : Number(one.id > other.id));
}

function merge(one: readonly IndexEntry[], other: readonly IndexEntry[]): readonly IndexEntry[] {
  if (one.length === 0) return other;
  const merged: IndexEntry[] = [];
  let at = 0;
  for (const entry of other) {
    while (at < one.length && byTime(one[at]!, entry) < 0) merged.push(one[at++]!);
    merged.push(entry);
  }
  while (at < one.length) merged.push(one[at++]!);
  return merged;
}

function placeAfter(all: readonly IndexEntry[], place: Place): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byTime(all[middle]!, place) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const cursorOf = ({ last_updated, id }: Place): string => Buffer.from(JSON.stringify([last_updated, id])).toString('base64url');

function readCursor(cursor: string): Place {
  const [last_updated, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  return { last_updated: String(last_updated), id: String(id) };
}
