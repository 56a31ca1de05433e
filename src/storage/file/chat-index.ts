import type { ChatSummary } from '../../conversation/chat.js';
import { DomainError } from '../../errors/domain.error.js';
import type { ChatPage, ChatQuery } from '../chat-repository.js';

/** What the list needs of a chat; 100,000 of them are kept in memory. */
export interface IndexEntry {
  /** Of a chat that is not being answered. */
  readonly summary: ChatSummary;
  /** Of the file, to see whether it changed behind our back. */
  readonly size: number;
  readonly mtime: number;
}

interface RankedEntry extends IndexEntry, Place {}

/** Where a chat stands in the list. */
interface Place {
  readonly id: string;
  readonly time: number;
}

/** So many changes are put in order at once; more would hold up the event loop. */
const MOST_MOVED = 5000;

/** All chats in memory, in the order of the list. The order is an array that is never changed, only replaced: who reads it reads one moment. */
export class ChatIndex {
  private readonly entries = new Map<string, RankedEntry>();
  private readonly spelled = new Map<string, string>();
  private readonly moved = new Set<string>();
  private order: readonly RankedEntry[] = [];

  get(id: string): IndexEntry | undefined {
    return this.entries.get(id);
  }

  /** How an id that differs at most in case is spelled. */
  spelling(id: string): string | undefined {
    return this.spelled.get(id.toLowerCase());
  }

  /** Notes that an id is taken, whatever its file is. */
  spell(id: string): void {
    this.spelled.set(id.toLowerCase(), id);
  }

  set(entry: IndexEntry): void {
    const { id, last_updated } = entry.summary;
    this.entries.set(id, { ...entry, id, time: timeOf(last_updated) });
    this.spell(id);
    this.moved.add(id);
    if (this.moved.size >= MOST_MOVED) this.all();
  }

  delete(id: string): void {
    this.entries.delete(id);
    if (this.spelling(id) === id) this.spelled.delete(id.toLowerCase());
    this.moved.add(id);
  }

  /** Every entry, the one last written to first, equal times by id. */
  all(): readonly IndexEntry[] {
    return this.ordered();
  }

  page({ limit, cursor }: ChatQuery, answering: (id: string) => boolean): ChatPage {
    const all = this.ordered();
    const first = cursor === undefined ? 0 : placeAfter(all, readCursor(cursor));
    const part = all.slice(first, limit === undefined ? undefined : first + limit);
    const last = part.at(-1);
    const isMore = first + part.length < all.length;
    return { chats: part.map(({ id, summary }) => (answering(id) ? { ...summary, answering: true } : summary)), next_cursor: isMore && last ? cursorOf(last) : null };
  }

  private ordered(): readonly RankedEntry[] {
    if (this.moved.size === 0) return this.order;
    const news = Array.from(this.moved, (id) => this.entries.get(id)).filter((entry) => entry !== undefined).toSorted(byTime);
    const rest = this.order.filter(({ id }) => !this.moved.has(id));
    this.moved.clear();
    return (this.order = merge(rest, news));
  }
}

/** The original wrote local time without a zone, which Date reads as such. */
export const timeOf = (timestamp: string): number => Date.parse(timestamp) || 0;

function byTime(one: Place, other: Place): number {
  return other.time - one.time || (one.id < other.id ? -1 : Number(one.id > other.id));
}

function merge(one: readonly RankedEntry[], other: readonly RankedEntry[]): readonly RankedEntry[] {
  if (one.length === 0) return other;
  const merged: RankedEntry[] = [];
  let at = 0;
  for (const entry of other) {
    while (at < one.length && byTime(one[at]!, entry) < 0) merged.push(one[at++]!);
    merged.push(entry);
  }
  while (at < one.length) merged.push(one[at++]!);
  return merged;
}

function placeAfter(all: readonly RankedEntry[], place: Place): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byTime(all[middle]!, place) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const cursorOf = ({ time, id }: Place): string => Buffer.from(`${time} ${id}`).toString('base64url');

function readCursor(cursor: string): Place {
  const [, time, id] = /^(-?\d+) ([\w-]+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (time === undefined || id === undefined) throw new DomainError('validation_failed', 'cursor must be the next_cursor of a page');
  return { time: Number(time), id };
}
