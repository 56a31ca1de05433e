import { blocksOf, groupsOf, type Row } from './groups';

const NOW = new Date(2026, 10, 25, 9, 30);

const row = (at: string): Row => ({ at, chat: { id: at, title: at, created_at: at, last_updated: at, message_count: 3, answering: false } });
const titlesOf = (...times: string[]): unknown[] => groupsOf(times.map(row), NOW).map(({ title, rows }) => [title, rows.length]);
/** A local time as a UTC one. */
const utc = (...parts: [number, number, number, number?, number?]): string => new Date(...parts).toISOString();

describe('the groups of the list', () => {
  it('are Today, Yesterday, Last 7 days, then month and year', () => {
    expect(titlesOf(utc(2026, 10, 25, 9), utc(2026, 10, 25, 0), utc(2026, 10, 24, 23, 59), utc(2026, 10, 23, 12), utc(2026, 10, 18), utc(2026, 10, 17, 23), utc(2026, 9, 31), utc(2025, 10, 3))).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
      ['Last 7 days', 2],
      ['November 2026', 1],
      ['October 2026', 1],
      ['November 2025', 1],
    ]);
  });

  it('take a time without a zone as local', () => expect(titlesOf('2026-11-25T00:00:00.123456', '2026-11-24T23:59:59.999999')).toEqual([['Today', 1], ['Yesterday', 1]]));

  it('take what is ahead of this clock as of today', () => expect(titlesOf(utc(2026, 10, 26, 3))).toEqual([['Today', 1]]));

  it('are each there once, whatever the order of the times', () => expect(titlesOf(utc(2026, 10, 25, 9), utc(2026, 10, 24, 9), utc(2026, 10, 25, 8))).toEqual([['Today', 2], ['Yesterday', 1]]));

  it('hold what has no date in one of their own', () => expect(titlesOf('never')).toEqual([['Without a date', 1]]));

  it('count days across a change of the clock', () => {
    const [march, rows] = [new Date(2026, 2, 30, 0, 30), [row(utc(2026, 2, 29, 0, 30)), row(utc(2026, 2, 23))]];
    expect(groupsOf(rows, march).map(({ title }) => title)).toEqual(['Yesterday', 'Last 7 days']);
  });

  it('are drawn in blocks', () => expect(blocksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]));
});
