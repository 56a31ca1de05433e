import { setImmediate as nextTick } from 'node:timers/promises';
import type { ChatSummary } from '../../conversation/chat.js';
import { DomainError } from '../../errors/domain.error.js';
import { type ChatPage, type ChatQuery, CURSOR_PATTERN } from '../chat-repository.js';

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

/** So many entries are put in order before others get the event loop. */
const PIECE = 5000;

/**
 * All chats in memory, in the order of the list. The order is arrays that are never changed, only replaced: who reads them reads
 * one moment. A change costs a copy and two binary searches, so that neither it nor a list holds up anything.
 */
export class ChatIndex {
  private readonly entries = new Map<string, RankedEntry>();
  private readonly spelled = new Map<string, string>();
  /** What changed since the order was made, each with its entry there. */
  private moved = new Map<string, RankedEntry | undefined>();
  private isArranging = false;
  private order: readonly RankedEntry[] = [];
  private summaries: readonly ChatSummary[] = [];

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

  /** The id is free again if there is no such chat after all. */
  unspellAbsent(id: string): void {
    if (!this.entries.has(id) && this.spelling(id) === id) this.spelled.delete(id.toLowerCase());
  }

  set(entry: IndexEntry): void {
    const { id, last_updated } = entry.summary;
    this.move(id);
    this.entries.set(id, { ...entry, id, time: timeOf(last_updated) });
    this.spell(id);
  }

  delete(id: string): void {
    this.move(id);
    this.entries.delete(id);
    this.unspellAbsent(id);
  }

  /** Puts very many new entries in order, piece by piece; until then the list is without them. */
  async arrange(): Promise<void> {
    this.isArranging = true;
    const moved = this.moved;
    this.moved = new Map();
    const rest = this.order.filter(({ id }) => !moved.has(id));
    const news = Array.from(moved.keys(), (id) => this.entries.get(id)).filter((entry) => entry !== undefined);
    this.order = await merged(rest, await sorted(news));
    this.summaries = this.order.map(({ summary }) => summary);
    this.isArranging = false;
  }

  /** Every entry, the one last written to first, equal times by id. */
  all(): readonly IndexEntry[] {
    this.settle();
    return this.order;
  }

  page({ limit, cursor }: ChatQuery, answering: Iterable<string>): ChatPage {
    this.settle();
    const first = cursor === undefined ? 0 : placeAfter(this.order, readCursor(cursor));
    const chats = this.summaries.slice(first, limit === undefined ? undefined : first + limit);
    for (const id of answering) {
      const entry = this.entries.get(id);
      const place = entry ? placeAfter(this.order, entry) - 1 - first : -1;
      if (chats[place]?.id === id) chats[place] = { ...chats[place], answering: true };
    }
    const end = first + chats.length;
    return { chats, next_cursor: end < this.order.length && chats.length > 0 ? cursorOf(this.order[end - 1]!) : null };
  }

  private move(id: string): void {
    if (!this.moved.has(id)) this.moved.set(id, this.entries.get(id));
  }

  /** Gives what has changed its place. */
  private settle(): void {
    if (this.isArranging || this.moved.size === 0) return;
    const [order, summaries] = [this.order.slice(), this.summaries.slice()];
    for (const [id, before] of this.moved) {
      if (before) {
        const place = placeAfter(order, before) - 1;
        order.splice(place, 1);
        summaries.splice(place, 1);
      }
      const now = this.entries.get(id);
      if (now) {
        const place = placeAfter(order, now);
        order.splice(place, 0, now);
        summaries.splice(place, 0, now.summary);
      }
    }
    this.moved.clear();
    [this.order, this.summaries] = [order, summaries];
  }
}

async function sorted(entries: readonly RankedEntry[]): Promise<readonly RankedEntry[]> {
  let runs: (readonly RankedEntry[])[] = [];
  for (let from = 0; from < entries.length; from += PIECE) {
    runs.push(entries.slice(from, from + PIECE).toSorted(byTime));
    await nextTick();
  }
  while (runs.length > 1) {
    const next: (readonly RankedEntry[])[] = [];
    for (let run = 0; run < runs.length; run += 2) next.push(await merged(runs[run]!, runs[run + 1] ?? []));
    runs = next;
  }
  return runs[0] ?? [];
}

async function merged(one: readonly RankedEntry[], other: readonly RankedEntry[]): Promise<readonly RankedEntry[]> {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one;
  const all: RankedEntry[] = [];
  for (let [mine, theirs] = [0, 0]; mine < one.length || theirs < other.length; ) {
    const isMine = theirs === other.length || (mine < one.length && byTime(one[mine]!, other[theirs]!) < 0);
    all.push(isMine ? one[mine++]! : other[theirs++]!);
    if (all.length % PIECE === 0) await nextTick();
  }
  return all;
}

/** The original wrote local time without a zone, which Date reads as such. */
export const timeOf = (timestamp: string): number => Date.parse(timestamp) || 0;

function byTime(one: Place, other: Place): number {
  return other.time - one.time || (one.id < other.id ? -1 : Number(one.id > other.id));
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

const cursorOf = ({ time, id }: Place): string => `${time}.${id}`;

/** Where a page ends whose last chat is this one. */
export const cursorAfter = ({ id, last_updated }: ChatSummary): string => cursorOf({ id, time: timeOf(last_updated) });

function readCursor(cursor: string): Place {
  const [, time, id] = CURSOR_PATTERN.exec(cursor) ?? [];
  if (time === undefined || id === undefined) throw new DomainError('validation_failed', 'cursor must be the next_cursor of a page');
  return { time: Number(time), id };
}
