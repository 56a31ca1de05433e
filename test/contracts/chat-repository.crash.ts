import { LeaseLostError } from '../../src/errors/domain.error.js';
import type { RepositoryCheck, RepositoryUnderTest } from './chat-repository.contract.js';
import { answered, ask, at, begin, expectCount, fail, keep, keepParts, messagesOf, said, turnOf } from './chat-repository.fixtures.js';

/** What the next process finds. */
export const CRASH_CHECKS: readonly RepositoryCheck[] = [
  { name: 'keeps everything acknowledged over a crash', run: keepsTheAcknowledged },
  { name: 'shows after a crash what was kept, as interrupted', run: showsWhatWasKept },
  { name: 'writes down with the next turn what a crash interrupted', run: writesTheInterruptionDown },
  { name: 'fails a question that a crash left without text', run: failsTheUnanswered },
  { name: 'knows a lease of before the crash as dead', run: knowsDeadLeases },
  { name: 'does not show what a running answer has so far', run: hidesThePartial },
  { name: 'replaces what was kept by the answer', run: replacesThePartial },
  { name: 'forgets what was kept of an answer that failed', run: forgetsThePartial },
  { name: 'interrupts twice in a row', run: interruptsTwice },
];

async function keepsTheAcknowledged(subject: RepositoryUnderTest): Promise<void> {
  await ask(subject.chats, 'a', { content: 'One?' });
  await fail(subject.chats, 'a', { content: 'Two?', seconds: 5 });
  await subject.chats.rename('a', 'Renamed');
  await ask(subject.chats, 'gone');
  await subject.chats.remove('gone');
  await ask(subject.chats, 'b', { seconds: 50 });
  const before = [await messagesOf(subject.chats, 'a'), await subject.chats.list({})];
  const chats = await subject.crash();
  expect([await messagesOf(chats, 'a'), await chats.list({})]).toEqual(before);
  expect((await chats.list({})).chats.map(({ id, title }) => [id, title])).toEqual([['b', 'Title of b'], ['a', 'Renamed']]);
}

async function showsWhatWasKept(subject: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(subject.chats, turnOf('a'));
  await keep(subject.chats, lease, 'The capi', 3);
  await keep(subject.chats, lease, 'The capital is', 6);
  const chats = await subject.crash();
  await expectCount(chats, 'a', 3);
  const interrupted = { id: lease.answerId, role: 'assistant', content: 'The capital is', timestamp: at(6), status: 'incomplete', incomplete_reason: 'interrupted' };
  expect((await messagesOf(chats, 'a'))[2]).toMatchObject(interrupted);
  for (const limit of [1, 2, 3]) expect((await messagesOf(chats, 'a', limit)).map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
  expect(await chats.find('a')).toMatchObject({ answering: false, message_count: 3 });
}

async function writesTheInterruptionDown(subject: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(subject.chats, turnOf('a', { content: 'One?' }));
  await keepParts(subject.chats, lease, [{ type: 'reasoning', text: 'Hm.' }, { type: 'text', text: 'The capi' }], 3);
  const chats = await subject.crash();
  const shown = await messagesOf(chats, 'a');
  const next = await begin(chats, turnOf('a', { content: 'Two?', seconds: 9 }));
  expect(next.recent).toEqual(shown.slice(1));
  expect(next.earlier).toBe(2);
  expect((await messagesOf(chats, 'a')).slice(0, 3)).toEqual(shown);
  await chats.finish(next.lease, answered(next.lease, 'Two.', 10));
  const messages = await messagesOf(chats, 'a');
  expect(messages.slice(0, 3)).toEqual(shown);
  expect(messages.map(({ content }) => content).slice(1)).toEqual(['One?', 'The capi', 'Two?', 'Two.']);
  expect(messages[2]).toMatchObject({ id: lease.answerId, parts: [{ type: 'reasoning', text: 'Hm.' }, { type: 'text', text: 'The capi' }] });
  await expectCount(chats, 'a', 5);
}

async function failsTheUnanswered(subject: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(subject.chats, turnOf('a'));
  await keepParts(subject.chats, lease, [{ type: 'reasoning', text: 'Hm.' }]);
  const chats = await subject.crash();
  await expectCount(chats, 'a', 2);
  expect((await messagesOf(chats, 'a'))[1]).toMatchObject({ status: 'failed', code: 'interrupted' });
  const { recent } = await begin(chats, turnOf('a', { seconds: 9 }));
  expect(recent).toMatchObject([{ role: 'user', status: 'failed', code: 'interrupted' }]);
  expect((await messagesOf(chats, 'a'))[1]).toMatchObject({ status: 'failed', code: 'interrupted' });
}

async function knowsDeadLeases(subject: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(subject.chats, turnOf('a', { content: 'One?' }));
  await keep(subject.chats, lease, 'One');
  const chats = await subject.crash();
  expect(await keep(chats, lease, 'One and more')).toEqual([lease.turnId]);
  await expect(chats.finish(lease, answered(lease, 'One, late.'))).rejects.toBeInstanceOf(LeaseLostError);
  const next = await begin(chats, turnOf('a', { content: 'Two?', seconds: 9 }));
  expect(await keep(chats, lease, 'One and more')).toEqual([lease.turnId]);
  await expect(chats.finish(lease, answered(lease, 'One, late.'))).rejects.toBeInstanceOf(LeaseLostError);
  await chats.finish(next.lease, answered(next.lease, 'Two.', 10));
  expect(await said(chats, 'a')).toEqual(['One?', 'One', 'Two?', 'Two.']);
}

async function hidesThePartial({ chats }: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(chats, turnOf('a'));
  await keep(chats, lease, 'Par');
  await expectCount(chats, 'a', 2);
  expect((await messagesOf(chats, 'a'))[1]).not.toHaveProperty('status');
}

async function replacesThePartial(subject: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(subject.chats, turnOf('a'));
  for (const text of ['P', 'Par', 'Par', 'Paris']) await keep(subject.chats, lease, text);
  await subject.chats.finish(lease, answered(lease, 'Paris.'));
  const chats = await subject.crash();
  expect((await said(chats, 'a')).slice(1)).toEqual(['Paris.']);
  expect((await messagesOf(chats, 'a'))[2]).toMatchObject({ status: 'complete' });
}

async function forgetsThePartial(subject: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(subject.chats, turnOf('a'));
  await keep(subject.chats, lease, 'Par');
  await subject.chats.finish(lease, { outcome: 'failed', code: 'stopped', timestamp: at(2) });
  const chats = await subject.crash();
  expect((await messagesOf(chats, 'a')).slice(1)).toMatchObject([{ role: 'user', status: 'failed', code: 'stopped' }]);
}

async function interruptsTwice(subject: RepositoryUnderTest): Promise<void> {
  const first = await begin(subject.chats, turnOf('a', { content: 'One?' }));
  await keep(subject.chats, first.lease, 'One, half', 2);
  const second = await subject.crash();
  const { lease } = await begin(second, turnOf('a', { content: 'Two?', seconds: 9 }));
  await keep(second, lease, 'Two, half', 12);
  const third = await subject.crash();
  expect(await said(third, 'a')).toEqual(['One?', 'One, half', 'Two?', 'Two, half']);
  await expectCount(third, 'a', 5);
  expect((await messagesOf(third, 'a')).filter(({ incomplete_reason }) => incomplete_reason === 'interrupted')).toHaveLength(2);
}
