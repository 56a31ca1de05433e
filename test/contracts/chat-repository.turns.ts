import { DomainError, LeaseLostError } from '../../src/errors/domain.error.js';
import type { RepositoryCheck, RepositoryUnderTest } from './chat-repository.contract.js';
import { answered, ask, at, begin, chatOf, codeOf, expectCount, fail, failed, keep, messagesOf, said, SYSTEM_PROMPT, turnOf } from './chat-repository.fixtures.js';

/** Begin, keep, finish, remove, restore, and who may when. */
export const TURN_CHECKS: readonly RepositoryCheck[] = [
  { name: 'begins one of 50 turns at once on a new chat, with one question', run: beginsOneOfFifty },
  { name: 'begins one of 50 turns at once on a chat that is there', run: beginsOneOfFiftyMore },
  { name: 'begins turns of many chats at once', run: beginsManyChats },
  { name: 'writes a question once when it is begun again with the same ids', run: beginsTwice },
  { name: 'writes an answer once when it is finished again', run: finishesTwice },
  { name: 'gives a turn its title, system prompt and the messages before it', run: givesTheChat },
  { name: 'gives a turn about as much history as it can use, the newest', run: givesSomeHistory },
  { name: 'says which turn keeps a chat busy', run: saysWhoIsBusy },
  { name: 'keeps a failed question, with its code', run: keepsAFailure },
  { name: 'stores nothing of a question that is not admitted', run: storesNothingRefused },
  { name: 'refuses what a turn writes after its chat was removed', run: refusesAfterRemove },
  { name: 'refuses what a turn writes when its chat’s id lives again', run: refusesInTheNextLife },
  { name: 'refuses a lease that is not its own', run: refusesAForeignLease },
  { name: 'refuses reserved ids for new chats', run: refusesReservedIds },
  { name: 'refuses an id that differs from another in case', run: refusesOtherCase },
  { name: 'begins one of two new chats at once whose ids differ in case only', run: beginsOneSpelling },
  { name: 'gives a question that is asked again as much history as any', run: givesHistoryAgain },
  { name: 'restores a whole chat, and goes on in it', run: restores },
  { name: 'restores a chat whose fields are named like anything', run: restoresHostileFields },
  { name: 'restores nothing over a chat that is there', run: restoresOverNothing },
  { name: 'keeps every text that an answer can have', run: keepsEveryText },
  { name: 'removes a chat for good', run: removes },
];

async function beginsOneSpelling({ chats }: RepositoryUnderTest): Promise<void> {
  const outcomes = await Promise.allSettled([chats.begin(turnOf('Trip')), chats.begin(turnOf('trip'))]);
  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.outcome : outcome.reason.code)).toSorted()).toEqual(['begun', 'chat_id_taken']);
  expect((await chats.list({})).chats).toHaveLength(1);
}

async function givesHistoryAgain({ chats }: RepositoryUnderTest): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await ask(chats, 'a', { content: 'x'.repeat(2000), answer: 'y'.repeat(2000), seconds: turn * 2 });
  const question = { content: 'z'.repeat(60_000), key: 'k' };
  await fail(chats, 'a', { ...question, seconds: 100 });
  const { recent } = await begin(chats, turnOf('a', { ...question, seconds: 102, historyBytes: 49_152 }));
  expect(recent.reduce((sum, { content }) => sum + content.length, 0)).toBeGreaterThan(40_000);
}

async function beginsOneOfFifty({ chats }: RepositoryUnderTest): Promise<void> {
  const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => chats.begin(turnOf('new', { content: `Question ${index}` }))));
  const begun = outcomes.filter(({ outcome }) => outcome === 'begun');
  expect(begun).toHaveLength(1);
  const turnId = begun[0]?.outcome === 'begun' ? begun[0].lease.turnId : '';
  for (const outcome of outcomes) if (outcome.outcome !== 'begun') expect(outcome).toEqual({ outcome: 'busy', turnId });
  expect((await messagesOf(chats, 'new')).map(({ role }) => role)).toEqual(['system', 'user']);
}

async function beginsOneOfFiftyMore({ chats }: RepositoryUnderTest): Promise<void> {
  await ask(chats, 'old');
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => chats.begin(turnOf('old', { seconds: 5 }))));
  expect(outcomes.filter(({ outcome }) => outcome === 'begun')).toHaveLength(1);
  await expectCount(chats, 'old', 4);
}

async function beginsManyChats({ chats }: RepositoryUnderTest): Promise<void> {
  const ids = Array.from({ length: 600 }, (_, index) => `chat-${index}`);
  const leases = await Promise.all(ids.map(async (id) => (await begin(chats, turnOf(id))).lease));
  await Promise.all(leases.map((lease) => keep(chats, lease, 'Par')));
  await Promise.all(leases.map((lease) => chats.finish(lease, answered(lease, `Answer of ${lease.chatId}`))));
  await Promise.all(ids.map(async (id) => expect((await said(chats, id))[1]).toBe(`Answer of ${id}`)));
}

async function beginsTwice({ chats }: RepositoryUnderTest): Promise<void> {
  for (const id of ['new', 'new']) {
    const start = turnOf(id, { content: 'Once?' });
    const [first, second] = [await begin(chats, start), await begin(chats, start)];
    expect([second.lease.turnId, second.lease.answerId]).toEqual([first.lease.turnId, first.lease.answerId]);
    await chats.finish(second.lease, answered(second.lease));
  }
  expect(await said(chats, 'new')).toEqual(['Once?', 'Paris.', 'Once?', 'Paris.']);
}

async function finishesTwice({ chats }: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(chats, turnOf('a'));
  await chats.finish(lease, answered(lease));
  await chats.finish(lease, answered(lease));
  const { lease: next } = await begin(chats, turnOf('a', { seconds: 5 }));
  await chats.finish(next, failed());
  await chats.finish(next, failed());
  expect((await messagesOf(chats, 'a')).map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  await expectCount(chats, 'a', 4);
}

async function givesTheChat({ chats }: RepositoryUnderTest): Promise<void> {
  const first = await begin(chats, turnOf('a', { content: 'One?' }));
  expect([first.title, first.system.content, first.recent, first.earlier, first.question.content]).toEqual(['Title of a', SYSTEM_PROMPT, [], 0, 'One?']);
  await chats.finish(first.lease, answered(first.lease, 'One.'));
  await fail(chats, 'a', { content: 'Two?', seconds: 5 });
  const third = await begin(chats, turnOf('a', { content: 'Three?', seconds: 9 }));
  expect(third.recent.map(({ content }) => content)).toEqual(['One?', 'One.', 'Two?']);
  expect(third.recent[2]).toMatchObject({ status: 'failed', code: 'provider_failed' });
  expect([third.title, third.system.content, third.earlier, third.question.content]).toEqual(['Title of a', SYSTEM_PROMPT, 3, 'Three?']);
}

async function givesSomeHistory({ chats }: RepositoryUnderTest): Promise<void> {
  await chats.restore(chatOf('long', 2000, 'word '.repeat(40)));
  const { recent, earlier } = await begin(chats, turnOf('long', { seconds: 9000, historyBytes: 100_000 }));
  expect(earlier).toBe(4000);
  expect(recent.at(-1)!.id).toBe('long-a1999');
  const bytes = recent.reduce((sum, { content }) => sum + content.length, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(500_000);
}

async function saysWhoIsBusy({ chats }: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(chats, turnOf('a'));
  expect(await chats.begin(turnOf('a'))).toEqual({ outcome: 'busy', turnId: lease.turnId });
  expect([(await chats.find('a'))?.answering, (await chats.list({})).chats[0]?.answering]).toEqual([true, true]);
  await chats.finish(lease, answered(lease));
  expect([(await chats.find('a'))?.answering, (await chats.list({})).chats[0]?.answering]).toEqual([false, false]);
  expect((await chats.begin(turnOf('a'))).outcome).toBe('begun');
}

async function keepsAFailure({ chats }: RepositoryUnderTest): Promise<void> {
  await fail(chats, 'a');
  expect((await messagesOf(chats, 'a')).at(-1)).toMatchObject({ role: 'user', status: 'failed', code: 'provider_failed' });
  await ask(chats, 'a', { seconds: 5 });
  expect((await messagesOf(chats, 'a'))[1]).toMatchObject({ role: 'user', status: 'failed', code: 'provider_failed' });
  expect((await messagesOf(chats, 'a'))[2]).not.toHaveProperty('status');
}

async function storesNothingRefused({ chats }: RepositoryUnderTest): Promise<void> {
  const shown: string[] = [];
  const admit = (systemPrompt: string): void => {
    shown.push(systemPrompt);
    throw new DomainError('context_overflow', 'Too long.');
  };
  expect(await codeOf(chats.begin(turnOf('a', { admit })))).toBe('context_overflow');
  expect([await chats.find('a'), await chats.list({})]).toEqual([undefined, { chats: [], next_cursor: null }]);
  await ask(chats, 'a');
  const before = await chats.find('a');
  expect(await codeOf(chats.begin(turnOf('a', { admit, seconds: 9 })))).toBe('context_overflow');
  expect(await chats.find('a')).toEqual(before);
  await expectCount(chats, 'a', 3);
  expect(shown).toEqual([SYSTEM_PROMPT, SYSTEM_PROMPT]);
}

async function refusesAfterRemove({ chats }: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(chats, turnOf('a'));
  expect(await chats.remove('a')).toBe(true);
  expect(await keep(chats, lease, 'Par')).toEqual([lease.turnId]);
  await expect(chats.finish(lease, answered(lease))).rejects.toBeInstanceOf(LeaseLostError);
  await expect(chats.finish(lease, failed())).rejects.toBeInstanceOf(LeaseLostError);
  expect([await chats.find('a'), await messagesOf(chats, 'a')]).toEqual([undefined, []]);
}

async function refusesInTheNextLife({ chats }: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(chats, turnOf('a', { content: 'First life' }));
  await chats.remove('a');
  const { lease: next } = await begin(chats, turnOf('a', { content: 'Second life' }));
  expect(await keep(chats, lease, 'Par')).toEqual([lease.turnId]);
  await expect(chats.finish(lease, answered(lease))).rejects.toBeInstanceOf(LeaseLostError);
  expect(await keep(chats, next, 'Par')).toEqual([]);
  await chats.finish(next, answered(next, 'Alive.'));
  await expect(chats.finish(lease, answered(lease))).rejects.toBeInstanceOf(LeaseLostError);
  expect(await said(chats, 'a')).toEqual(['Second life', 'Alive.']);
}

async function refusesAForeignLease({ chats }: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(chats, turnOf('a'));
  for (const foreign of [{ ...lease, token: 'made up' }, { ...lease, turnId: 'made up' }]) {
    expect(await keep(chats, foreign, 'Par')).toEqual([foreign.turnId]);
    await expect(chats.finish(foreign, answered(foreign))).rejects.toBeInstanceOf(LeaseLostError);
  }
  await expectCount(chats, 'a', 2);
}

async function refusesReservedIds({ chats }: RepositoryUnderTest): Promise<void> {
  for (const id of ['index', 'INDEX', 'con', 'Nul', 'com1', '__proto__', 'constructor', 'prototype']) {
    expect(await codeOf(chats.begin(turnOf(id)))).toBe('chat_id_reserved');
    expect([await chats.find(id), await chats.remove(id)]).toEqual([undefined, false]);
  }
  await ask(chats, 'context');
  expect((await chats.list({})).chats.map(({ id }) => id)).toEqual(['context']);
}

async function refusesOtherCase(subject: RepositoryUnderTest): Promise<void> {
  await ask(subject.chats, 'Paris');
  expect(await codeOf(subject.chats.begin(turnOf('paris')))).toBe('chat_id_taken');
  expect(await codeOf(subject.chats.restore(chatOf('PARIS', 1)))).toBe('chat_id_taken');
  expect([await subject.chats.find('paris'), await subject.chats.remove('paris')]).toEqual([undefined, false]);
  const chats = await subject.reopen();
  expect(await codeOf(chats.begin(turnOf('paris')))).toBe('chat_id_taken');
  await chats.remove('Paris');
  expect((await chats.begin(turnOf('paris'))).outcome).toBe('begun');
}

async function restores(subject: RepositoryUnderTest): Promise<void> {
  const chat = { ...chatOf('a', 3), last_updated: at(1000) };
  await subject.chats.restore(chat);
  expect(await messagesOf(subject.chats, 'a')).toEqual(chat.messages);
  const chats = await subject.reopen();
  expect(await messagesOf(chats, 'a')).toEqual(chat.messages);
  expect(await chats.find('a')).toEqual({ id: 'a', created_at: at(0), last_updated: at(1000), message_count: 7, title: 'Title of a', answering: false });
  const { recent, earlier } = await begin(chats, turnOf('a', { seconds: 2000 }));
  expect([recent, earlier]).toEqual([chat.messages.slice(1), 6]);
  expect((await chats.find('a'))?.last_updated).toBe(at(2000));
}

async function restoresHostileFields(subject: RepositoryUnderTest): Promise<void> {
  const odd = { t: 'update', n: 99, crc: '00000000', format: 7, key: 'k', fingerprint: 'f', answer_id: 'x', title: 'odd', __proto__field: 1 };
  const chat = chatOf('a', 2);
  const messages = chat.messages.map((message) => ({ ...odd, ...message }));
  await subject.chats.restore({ ...odd, ...chat, messages });
  const chats = await subject.reopen();
  expect(await messagesOf(chats, 'a', 2)).toEqual(messages);
  await ask(chats, 'a', { seconds: 100, content: 'And now?' });
  expect((await messagesOf(chats, 'a')).slice(0, 5)).toEqual(messages);
  await expectCount(chats, 'a', 7);
  expect(await chats.find('a')).toMatchObject({ title: 'Title of a', created_at: at(0) });
}

async function restoresOverNothing({ chats }: RepositoryUnderTest): Promise<void> {
  await ask(chats, 'a');
  expect(await codeOf(chats.restore(chatOf('a', 3)))).toBe('chat_id_taken');
  await expectCount(chats, 'a', 3);
}

/** Not every store can keep U+0000 and lone surrogates: these come back as they were, or dropped and as U+FFFD. */
async function keepsEveryText(subject: RepositoryUnderTest): Promise<void> {
  const texts = ['', 'a\0b\0', '\uD83D half', 'half \uDE00', '😀 𝒳 🏳️‍🌈', 'x'.repeat(1 << 20), '€'.repeat(1 << 18), '\n\r\u2028\u2029"\\\',"crc":"00000000"}\n', '\u007F\u0001\uFFFE\uFEFF'];
  for (const [index, text] of texts.entries()) {
    const { lease } = await begin(subject.chats, turnOf('a', { seconds: index * 5, content: cleaned(text) || 'empty' }));
    await keep(subject.chats, lease, text);
    await subject.chats.finish(lease, answered(lease, text, index * 5 + 1, { reasoning: text, parts: [{ type: 'reasoning', text }, { type: 'text', text }] }));
  }
  for (const chats of [subject.chats, await subject.reopen()]) {
    const messages = (await messagesOf(chats, 'a')).slice(1);
    expect(messages).toHaveLength(texts.length * 2);
    for (const [index, text] of texts.entries()) {
      expect(messages[index * 2]?.content).toBe(cleaned(text) || 'empty');
      expect([text, cleaned(text)]).toContain(messages[index * 2 + 1]?.content);
    }
  }
}

const cleaned = (text: string): string => text.replaceAll('\0', '').toWellFormed();

async function removes(subject: RepositoryUnderTest): Promise<void> {
  await ask(subject.chats, 'a');
  await ask(subject.chats, 'b');
  expect([await subject.chats.remove('a'), await subject.chats.remove('a'), await subject.chats.remove('never')]).toEqual([true, false, false]);
  for (const chats of [subject.chats, await subject.reopen()]) {
    expect([await chats.find('a'), await messagesOf(chats, 'a'), await chats.rename('a', 'x')]).toEqual([undefined, [], false]);
    expect((await chats.list({})).chats.map(({ id }) => id)).toEqual(['b']);
  }
}
