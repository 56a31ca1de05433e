import { ChatIndex, type IndexEntry } from './chat-index.js';

const entry = (id: string, last_updated: string): IndexEntry => ({ summary: { id, created_at: last_updated, last_updated, message_count: 3, title: id, answering: false }, size: 1, mtime: 1 });
const timeAt = (seconds: number): string => new Date(1_700_000_000_000 + seconds * 1000).toISOString();
const nobody: string[] = [];

function all(index: ChatIndex, limit: number): string[] {
  const ids: string[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = index.page({ limit, cursor }, nobody);
    ids.push(...page.chats.map(({ id }) => id));
    cursor = page.next_cursor ?? undefined;
  }
  return ids;
}

describe('ChatIndex', () => {
  it('gives pages that meet, of every size, with equal and with unreadable times', () => {
    const index = new ChatIndex();
    const times = [timeAt(5), timeAt(5), timeAt(9), 'never', '', timeAt(5), '2023-06-25T12:34:56.789012', timeAt(0)];
    times.forEach((time, place) => index.set(entry(`chat-${place}`, time)));
    const whole = index.page({}, nobody).chats.map(({ id }) => id);
    expect(whole).toEqual(['chat-2', 'chat-0', 'chat-1', 'chat-5', 'chat-7', 'chat-6', 'chat-3', 'chat-4']);
    for (let limit = 1; limit <= 9; limit++) expect(all(index, limit)).toEqual(whole);
  });

  it('keeps a page that was given as it is when chats move', () => {
    const index = new ChatIndex();
    for (const place of [1, 2, 3]) index.set(entry(`chat-${place}`, timeAt(place)));
    const before = index.page({}, nobody);
    index.set(entry('chat-1', timeAt(9)));
    index.delete('chat-2');
    expect(before.chats.map(({ id }) => id)).toEqual(['chat-3', 'chat-2', 'chat-1']);
    expect(index.page({}, nobody).chats.map(({ id }) => id)).toEqual(['chat-1', 'chat-3']);
  });

  it('goes on after a chat that is gone', () => {
    const index = new ChatIndex();
    for (const place of [1, 2, 3, 4]) index.set(entry(`chat-${place}`, timeAt(place)));
    const { next_cursor } = index.page({ limit: 2 }, nobody);
    index.delete('chat-3');
    expect(index.page({ limit: 2, cursor: next_cursor! }, nobody).chats.map(({ id }) => id)).toEqual(['chat-2', 'chat-1']);
  });

  it('says who is answering without changing what is kept', () => {
    const index = new ChatIndex();
    index.set(entry('a', timeAt(1)));
    expect(index.page({}, ['a']).chats[0]?.answering).toBe(true);
    expect(index.page({}, nobody).chats[0]?.answering).toBe(false);
  });

  it('knows an id in other case until it is gone', () => {
    const index = new ChatIndex();
    index.set(entry('Paris', timeAt(1)));
    index.spell('Unreadable');
    expect([index.spelling('PARIS'), index.spelling('unreadable'), index.spelling('rome')]).toEqual(['Paris', 'Unreadable', undefined]);
    index.delete('Paris');
    expect(index.spelling('paris')).toBeUndefined();
  });

  it('puts many chats in order at once, also while some of them move', async () => {
    const index = new ChatIndex();
    const ids = Array.from({ length: 12_345 }, (_, place) => `chat-${place}`);
    ids.forEach((id, place) => index.set(entry(id, timeAt((place * 7919) % 997))));
    const arranging = index.arrange();
    index.set(entry('chat-5', timeAt(5000)));
    index.set(entry('new', timeAt(4000)));
    index.delete('chat-6');
    index.set(entry('chat-7', timeAt(3000)));
    await arranging;
    index.set(entry('chat-7', timeAt(6000)));
    const shown = index.page({}, ['new', 'chat-12344']).chats;
    expect(shown.slice(0, 3).map(({ id }) => id)).toEqual(['chat-7', 'chat-5', 'new']);
    expect(shown.filter(({ answering }) => answering).map(({ id }) => id)).toEqual(['new', 'chat-12344']);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(12_345);
    const rest = shown.slice(3).map(({ id, last_updated }) => [Date.parse(last_updated), id] as const);
    expect(rest).toEqual(rest.toSorted(([time, id], [otherTime, otherId]) => otherTime - time || (id < otherId ? -1 : 1)));
  });
});
