import type { Chat, ChatPage } from './chat';
import { extended, merged } from './merge';

const chat = (id: string, last_updated: string, more: Partial<Chat> = {}): Chat => ({ id, title: id, created_at: '', last_updated, message_count: 3, answering: false, ...more });
/** Chats written to one after the other, the newest first. */
const run = (from: number, to: number): Chat[] => Array.from({ length: from - to + 1 }, (_, place) => chat(`c${from - place}`, String(from - place)));
const page = (chats: readonly Chat[], next: string | null = 'more'): ChatPage => ({ chats, next });
const ids = (chats: readonly Chat[] | undefined): string[] | undefined => chats?.map(({ id }) => id);

describe('a first page that is loaded again', () => {
  it('is all there is, when nothing follows', () => expect(ids(merged(run(9, 1), page(run(5, 3), null)))).toEqual(['c5', 'c4', 'c3']));

  it('leaves the objects of chats that have no news', () => {
    const loaded = run(9, 1);
    const fresh = [...run(9, 7).slice(0, 2), chat('c7', '7', { title: 'Renamed' })];
    const all = merged(loaded, page(fresh));
    expect(all?.map((one, place) => one === loaded[place])).toEqual([true, true, false, true, true, true, true, true, true]);
    expect(all?.[2]?.title).toBe('Renamed');
  });

  it('takes in new chats, and those that came up from below', () => {
    expect(ids(merged(run(9, 1), page([chat('c2', '11'), chat('c10', '10'), ...run(9, 8)])))).toEqual(['c2', 'c10', 'c9', 'c8', 'c7', 'c6', 'c5', 'c4', 'c3', 'c1']);
  });

  it('leaves out what was deleted within it', () => expect(ids(merged(run(9, 1), page([...run(9, 9), ...run(6, 5)])))).toEqual(['c9', 'c6', 'c5', 'c4', 'c3', 'c2', 'c1']));

  it('reaches further than what is loaded, when that is short', () => expect(ids(merged(run(9, 8), page(run(9, 5))))).toEqual(['c9', 'c8', 'c7', 'c6', 'c5']));

  it('does not meet what is loaded, when all of it is new', () => {
    expect(merged(run(9, 1), page(run(30, 20)))).toBeUndefined();
    expect(merged([], page(run(3, 1)))).toBeUndefined();
  });

  it('loses and doubles nothing, whatever was written, begun and deleted meanwhile', () => {
    for (let seed = 1; seed < 300; seed++) {
      const random = randoms(seed);
      let server = run(40, 1);
      let loaded: readonly Chat[] = server.slice(0, 20);
      /** Where the next page begins. */
      let cursor = 21;
      const refresh = (): void => {
        const fresh = server.slice(0, 8);
        const all = merged(loaded, page(fresh));
        if (!all || all.length === fresh.length) cursor = Number(fresh.at(-1)!.last_updated);
        loaded = all ?? fresh;
      };
      for (let step = 0, time = 100; step < 12; step++, time++) {
        const picked = server[Math.floor(random() * server.length)]!;
        if (random() < 0.3) server = server.filter((one) => one !== picked);
        else if (random() < 0.5) server = [chat(picked.id, String(time)), ...server.filter((one) => one !== picked)];
        else server = [chat(`n${time}`, String(time)), ...server];
        if (random() < 0.5) refresh();
        if (random() < 0.2) {
          const more = server.filter(({ last_updated }) => Number(last_updated) < cursor).slice(0, 5);
          loaded = extended(loaded, more);
          cursor = Number(more.at(-1)?.last_updated ?? cursor);
        }
        expect(new Set(ids(loaded)).size).toBe(loaded.length);
      }
      refresh();
      const there = new Set(ids(loaded));
      expect(server.filter(({ id, last_updated }) => Number(last_updated) >= cursor && !there.has(id))).toEqual([]);
      expect(loaded.slice(0, 8)).toEqual(server.slice(0, 8));
    }
  });
});

/** The same numbers for the same seed. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}
