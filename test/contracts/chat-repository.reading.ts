import type { ChatRepository } from '../../src/storage/chat-repository.js';
import type { RepositoryCheck, RepositoryUnderTest } from './chat-repository.contract.js';
import { answered, ask, at, begin, chatOf, codeOf, expectCount, fail, idsOf, keep, messagesOf, turnOf } from './chat-repository.fixtures.js';

/** Lists, pages and heads. */
export const READING_CHECKS: readonly RepositoryCheck[] = [
  { name: 'knows nothing of a chat that is not there', run: knowsNothing },
  { name: 'gives pages of messages that meet, of every size', run: pagesMeet },
  { name: 'gives pages of messages that meet while turns are written', run: pagesMeetWhileWritten },
  { name: 'lists the newest first, equal times by id', run: listsInOrder },
  { name: 'gives pages of the list that meet while turns are written', run: listPagesMeet },
  { name: 'lists chats of the original’s local times among ours', run: listsLocalTimes },
  { name: 'refuses a cursor that is none', run: refusesCursors },
  { name: 'finds the chats that hold every word, in pages that meet', run: findsWords },
  { name: 'shows where the words are that a title does not have', run: showsWhere },
  { name: 'finds a chat that is written to while it is searched for', run: findsWhatMoves },
  { name: 'counts every message, in the list too', run: counts },
  { name: 'renames without touching last_updated', run: renames },
  { name: 'keeps a new title however much is said after it', run: keepsTheTitle },
  { name: 'keeps the model that a question chose, however much is said after it', run: keepsTheModel },
  { name: 'reads for a page of a long chat about what it reads for a short one', run: readsLittle },
];

async function findsWords({ chats }: RepositoryUnderTest): Promise<void> {
  for (let number = 0; number < 40; number++) await ask(chats, `chat-${number}`, { content: `Question ${number} on ${number % 4 === 0 ? 'Berlin' : 'Rome'}`, seconds: number });
  await chats.rename('chat-1', 'Grüße AUS Berlin');
  const found = async (...words: string[]): Promise<string[]> => (await chats.list({ words })).chats.map(({ id }) => id);
  expect(await found('berlin')).toEqual([36, 32, 28, 24, 20, 16, 12, 8, 4, 1, 0].map((number) => `chat-${number}`));
  expect(await found('berlin', 'grüße', 'rome')).toEqual(['chat-1']);
  expect(await found('berlin', 'nowhere')).toEqual([]);
  expect(await found((await systemPromptOf(chats, 'chat-0')).toLowerCase())).toEqual([]);
  const pages: string[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await chats.list({ words: ['berlin'], limit: 3, cursor });
    expect(page.chats.length).toBeLessThanOrEqual(3);
    pages.push(...page.chats.map(({ id }) => id));
    cursor = page.next_cursor ?? undefined;
  }
  expect(pages).toEqual(await found('berlin'));
}

async function showsWhere({ chats }: RepositoryUnderTest): Promise<void> {
  await ask(chats, 'a', { content: 'What of\nBerlin?', answer: 'Berlin is large.', seconds: 0 });
  await ask(chats, 'a', { content: 'And Rome?', answer: `${'far away '.repeat(100)}ROME ${'far away '.repeat(100)}`, seconds: 10 });
  const excerpt = async (...words: string[]): Promise<string | undefined> => {
    const [found] = (await chats.list({ words })).chats;
    expect(found?.id).toBe('a');
    return found?.excerpt;
  };
  expect(await excerpt('title')).toBeUndefined();
  expect((await chats.list({})).chats).toEqual([await chats.find('a')]);
  expect(await excerpt('berlin')).toBe('Berlin is large.');
  expect(await excerpt('title', 'what')).toBe('What of Berlin?');
  expect(await excerpt('rome', 'berlin')).toMatch(/^…(far away )+ROME( far away)+…$|^…away (far away )+ROME( far( away)?)+…$/);
}

async function findsWhatMoves({ chats }: RepositoryUnderTest): Promise<void> {
  await ask(chats, 'oldest', { content: 'needle', seconds: 0 });
  for (let number = 0; number < 40; number++) await ask(chats, `other-${number}`, { seconds: 10 + number });
  const searching = chats.list({ words: ['needle'] });
  await ask(chats, 'oldest', { seconds: 1000 });
  expect((await searching).chats.map(({ id }) => id)).toEqual(['oldest']);
}

const systemPromptOf = async (chats: ChatRepository, id: string): Promise<string> => (await messagesOf(chats, id))[0]!.content;

async function knowsNothing({ chats }: RepositoryUnderTest): Promise<void> {
  expect(await chats.list({})).toEqual({ chats: [], next_cursor: null });
  expect(await chats.find('a')).toBeUndefined();
  expect(await chats.messages('a', { limit: 5 })).toEqual({ messages: [], next: undefined });
  expect([await chats.rename('a', 'x'), await chats.remove('a')]).toEqual([false, false]);
  await expect(chats.check()).resolves.toBeUndefined();
  expect(await chats.list({})).toEqual({ chats: [], next_cursor: null });
}

async function pagesMeet({ chats }: RepositoryUnderTest): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await (turn % 2 ? fail : ask)(chats, 'a', { content: `Question ${turn}`, seconds: turn * 5 });
  const { lease } = await begin(chats, turnOf('a', { content: 'Running', seconds: 100 }));
  for (const text of ['P', 'Pa', 'Par']) await keep(chats, lease, text);
  const whole = await messagesOf(chats, 'a');
  expect(whole.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user', 'user', 'assistant', 'user', 'user', 'assistant', 'user']);
  for (let limit = 1; limit <= 11; limit++) expect(await messagesOf(chats, 'a', limit)).toEqual(whole);
  for (let before = 1; before <= 10; before++) {
    expect((await chats.messages('a', { before, limit: 3 })).messages).toEqual(whole.slice(Math.max(0, before - 3), before).toReversed());
  }
  expect((await chats.messages('a', { before: 99, limit: 2 })).messages).toEqual(whole.slice(-2).toReversed());
}

async function pagesMeetWhileWritten({ chats }: RepositoryUnderTest): Promise<void> {
  await chats.restore(chatOf('a', 30));
  const before = await messagesOf(chats, 'a');
  const read = [];
  for (let place: number | undefined, turn = 0, more = true; more; more = place !== undefined) {
    const page = await chats.messages('a', { before: place, limit: 7 });
    read.push(...page.messages);
    place = page.next;
    await (turn++ % 2 ? fail : ask)(chats, 'a', { seconds: 1000 + turn });
  }
  expect(read.toReversed()).toEqual(before);
}

async function listsInOrder(subject: RepositoryUnderTest): Promise<void> {
  for (const id of ['b', 'B2', 'a', '_', '0']) await ask(subject.chats, id, { seconds: 10 });
  await ask(subject.chats, 'newest', { seconds: 20 });
  await ask(subject.chats, 'oldest', { seconds: 0 });
  await ask(subject.chats, 'a', { seconds: 15 });
  for (const chats of [subject.chats, await subject.reopen()]) {
    for (const limit of [undefined, 1, 2, 3, 7, 100]) expect(await idsOf(chats, limit)).toEqual(['newest', 'a', '0', 'B2', '_', 'b', 'oldest']);
    const { chats: [first] } = await chats.list({ limit: 1 });
    expect(first).toEqual({ id: 'newest', created_at: at(20), last_updated: at(21), message_count: 3, title: 'Title of newest', answering: false });
  }
}

async function listPagesMeet({ chats }: RepositoryUnderTest): Promise<void> {
  const ids = Array.from({ length: 20 }, (_, index) => `chat-${String(index).padStart(2, '0')}`);
  for (const [index, id] of ids.entries()) await ask(chats, id, { seconds: index - (index % 3) });
  const seen: string[] = [];
  const touched = new Set<string>();
  for (let cursor: string | undefined, page = 0, more = true; more; more = cursor !== undefined, page++) {
    const { chats: part, next_cursor } = await chats.list({ limit: 3, cursor });
    seen.push(...part.map(({ id }) => id));
    cursor = next_cursor ?? undefined;
    const [shown, later] = [seen.at(-1)!, ids.find((id) => !seen.includes(id) && !touched.has(id))];
    for (const id of [shown, later, `new-${page}`]) if (id !== undefined) await ask(chats, id, { seconds: 1000 + page });
    for (const id of [shown, later]) if (id !== undefined) touched.add(id);
  }
  expect(seen).toHaveLength(new Set(seen).size);
  expect(ids.filter((id) => !touched.has(id) && !seen.includes(id))).toEqual([]);
}

/** A time as the original wrote it: local, with microseconds and without a zone. */
function local(seconds: number): string {
  const time = new Date(at(seconds));
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().replace('Z', '789');
}

async function listsLocalTimes(subject: RepositoryUnderTest): Promise<void> {
  await subject.chats.restore({ ...chatOf('older', 0), last_updated: local(-10) });
  await ask(subject.chats, 'ours', { seconds: 0 });
  await subject.chats.restore({ ...chatOf('newer', 0), last_updated: local(10) });
  for (const chats of [subject.chats, await subject.reopen()]) for (const limit of [1, 10]) expect(await idsOf(chats, limit)).toEqual(['newer', 'ours', 'older']);
}

async function refusesCursors({ chats }: RepositoryUnderTest): Promise<void> {
  await ask(chats, 'a');
  for (const cursor of ['', '%', 'bm90IG91cnM', 'bnVsbA', 'e30']) expect(await codeOf(chats.list({ cursor, limit: 1 }))).toBe('validation_failed');
}

async function counts(subject: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(subject.chats, turnOf('a'));
  await expectCount(subject.chats, 'a', 2);
  await subject.chats.finish(lease, answered(lease));
  await expectCount(subject.chats, 'a', 3);
  await fail(subject.chats, 'a', { seconds: 5 });
  await expectCount(subject.chats, 'a', 4);
  await expectCount(await subject.reopen(), 'a', 4);
}

async function renames(subject: RepositoryUnderTest): Promise<void> {
  await ask(subject.chats, 'a');
  await ask(subject.chats, 'b', { seconds: 50 });
  await subject.chats.restore({ ...chatOf('c', 1), last_updated: at(20) });
  const before = await subject.chats.list({});
  const titles = { a: 'Paris 😀 "quoted"', c: '' };
  for (const [id, title] of Object.entries(titles)) expect(await subject.chats.rename(id, title)).toBe(true);
  const expected = before.chats.map((chat) => ({ ...chat, ...(chat.id in titles ? { title: titles[chat.id as 'a' | 'c'] } : {}) }));
  for (const chats of [subject.chats, await subject.reopen()]) {
    expect((await chats.list({})).chats).toEqual(expected);
    expect(await chats.find('a')).toEqual(expected[2]);
  }
  const { lease, title } = await begin(subject.chats, turnOf('a', { seconds: 90 }));
  expect([lease.chatId, title]).toEqual(['a', titles.a]);
}

async function keepsTheTitle(subject: RepositoryUnderTest): Promise<void> {
  await ask(subject.chats, 'a');
  await subject.chats.rename('a', 'Renamed');
  for (let turn = 0; turn < 5; turn++) await ask(subject.chats, 'a', { seconds: 10 + turn, content: 'q'.repeat(40_000), answer: 'a'.repeat(40_000) });
  for (const chats of [subject.chats, await subject.crash()]) {
    expect((await chats.find('a'))?.title).toBe('Renamed');
    expect((await chats.list({})).chats[0]?.title).toBe('Renamed');
  }
}

async function keepsTheModel(subject: RepositoryUnderTest): Promise<void> {
  await ask(subject.chats, 'new', { model: 'one/first' });
  await ask(subject.chats, 'changed');
  expect([(await subject.chats.find('new'))?.model, (await subject.chats.find('changed'))?.model]).toEqual(['one/first', undefined]);
  await ask(subject.chats, 'changed', { model: 'one/first', seconds: 5 });
  await ask(subject.chats, 'changed', { model: 'two/second', seconds: 10 });
  for (let turn = 0; turn < 5; turn++) await ask(subject.chats, 'changed', { seconds: 20 + turn, content: 'q'.repeat(40_000), answer: 'a'.repeat(40_000) });
  await subject.chats.rename('changed', 'Renamed');
  for (const chats of [subject.chats, await subject.crash()]) {
    expect([(await chats.find('new'))?.model, await chats.find('changed')]).toMatchObject(['one/first', { model: 'two/second', title: 'Renamed' }]);
    expect((await chats.list({})).chats.map(({ model }) => model)).toEqual(['two/second', 'one/first']);
  }
}

async function readsLittle({ chats, bytesRead }: RepositoryUnderTest): Promise<void> {
  if (!bytesRead) return;
  const text = 'word '.repeat(100);
  await chats.restore(chatOf('short', 5, text));
  await chats.restore(chatOf('long', 5000, text));
  const cost = async (work: () => Promise<unknown>): Promise<number> => {
    const before = bytesRead();
    await work();
    return bytesRead() - before;
  };
  const short = await cost(() => chats.messages('short', { limit: 10 }));
  const places = [undefined, 9990, 7001, 5000, 42, 12];
  for (const before of places) expect(await cost(() => chats.messages('long', { before, limit: 10 }))).toBeLessThan(short + 400_000);
  expect(await cost(() => ask(chats, 'long', { seconds: 20_000, historyBytes: 20_000 }))).toBeLessThan(400_000);
  expect(await cost(() => chats.find('long'))).toBeLessThan(short + 400_000);
}
