import type { Chat } from './chat';

/** A chat where it stands in the list: by the time it was written to when the order was made. */
export interface Row {
  readonly chat: Chat;
  readonly at: string;
}

export interface Group {
  readonly title: string;
  readonly rows: readonly Row[];
}

const DAY_MS = 24 * 3600 * 1000;
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });

/** Today, Yesterday, Last 7 days, then month and year, in the order in which they come. A time without a zone is local. */
export function groupsOf(rows: readonly Row[], now: Date): readonly Group[] {
  const today = dayOf(now);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const title = titleOf(new Date(row.at), today);
    const group = groups.get(title);
    if (group) group.push(row);
    else groups.set(title, [row]);
  }
  return Array.from(groups, ([title, rows]) => ({ title, rows }));
}

function titleOf(time: Date, today: number): string {
  if (Number.isNaN(time.getTime())) return 'Without a date';
  const days = today - dayOf(time);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return days <= 7 ? 'Last 7 days' : monthOf(time);
}

const months = new Map<number, string>();

function monthOf(time: Date): string {
  const key = time.getFullYear() * 12 + time.getMonth();
  const known = months.get(key) ?? MONTH.format(time);
  months.set(key, known);
  return known;
}

/** The local day, counted; as if it were one of UTC, where every day has 24 hours. */
const dayOf = (time: Date): number => Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / DAY_MS;

/** Pieces of a group that the browser need not draw while they are out of sight. */
export function blocksOf<T>(rows: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, block) => rows.slice(block * size, (block + 1) * size));
}
