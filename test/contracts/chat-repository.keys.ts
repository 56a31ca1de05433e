import type { RepositoryCheck, RepositoryUnderTest } from './chat-repository.contract.js';
import { answered, ask, at, begin, expectCount, fail, failed, keep, messagesOf, said, turnOf } from './chat-repository.fixtures.js';

const DAY = 24 * 3600;

/** Idempotency keys: WIRE.md, section 7. */
export const KEY_CHECKS: readonly RepositoryCheck[] = [
  { name: 'begins one turn for 20 requests with one key', run: beginsOneTurnPerKey },
  { name: 'refuses a key that is used for another body', run: refusesAnotherBody },
  { name: 'gives a running turn to its key', run: givesTheRunningTurn },
  { name: 'gives a finished turn to its key, whole or partial', run: givesTheFinishedTurn },
  { name: 'asks the last question again when its turn failed without text', run: asksAgain },
  { name: 'gives the turn that asks again to its key', run: givesTheRetriedTurn },
  { name: 'gives the failure of a question that is not the last', run: replaysAFailure },
  { name: 'asks the last question again when a crash left it without text', run: asksAgainAfterACrash },
  { name: 'gives what a crash left of an answer to its key', run: givesTheInterruptedTurn },
  { name: 'does not mix what two tries of a question had', run: doesNotMixTries },
  { name: 'remembers keys over an orderly end', run: remembersKeys },
  { name: 'forgets a key after 24 hours', run: forgetsKeys },
  { name: 'keeps the keys of chats apart', run: keepsChatsApart },
  { name: 'tells of a key without writing, also while another turn runs', run: tellsOfAKey },
];

async function tellsOfAKey({ chats }: RepositoryUnderTest): Promise<void> {
  const find = (key: string, fingerprint = 'f1', chatId = 'a') => chats.findRepeated({ chatId, idempotency: { key, fingerprint }, now: at(30) });
  expect(await find('k')).toBeUndefined();
  const { lease } = await ask(chats, 'a', { key: 'k' });
  const running = await begin(chats, turnOf('a', { key: 'running', seconds: 5 }));
  expect(await find('k')).toMatchObject({ outcome: 'repeated', running: false, turn: { turnId: lease.turnId, answer: { id: lease.answerId } } });
  expect(await find('running')).toMatchObject({ outcome: 'repeated', running: true, turn: { turnId: running.lease.turnId } });
  expect(await find('k', 'other')).toEqual({ outcome: 'mismatched' });
  expect([await find('unknown'), await find('k', 'f1', 'b')]).toEqual([undefined, undefined]);
  await chats.finish(running.lease, failed());
  expect(await find('running')).toBeUndefined();
  await expectCount(chats, 'a', 4);
}

async function beginsOneTurnPerKey({ chats }: RepositoryUnderTest): Promise<void> {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => chats.begin(turnOf('a', { key: 'k' }))));
  const [begun, ...more] = outcomes.filter(({ outcome }) => outcome === 'begun');
  if (begun?.outcome !== 'begun' || more.length > 0) throw new Error('It was not one turn.');
  const { turnId } = begun.lease;
  const repeated = outcomes.filter((outcome) => outcome !== begun);
  for (const outcome of repeated) expect(outcome).toMatchObject({ outcome: 'repeated', running: true, turn: { turnId, question: { id: begun.question.id } } });
  await expectCount(chats, 'a', 2);
}

async function refusesAnotherBody({ chats }: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(chats, turnOf('a', { key: 'k' }));
  expect(await chats.begin(turnOf('a', { key: 'k', fingerprint: 'f2' }))).toEqual({ outcome: 'mismatched' });
  await chats.finish(lease, failed());
  expect(await chats.begin(turnOf('a', { key: 'k', fingerprint: 'f2' }))).toEqual({ outcome: 'mismatched' });
  await expectCount(chats, 'a', 2);
}

async function givesTheRunningTurn({ chats }: RepositoryUnderTest): Promise<void> {
  await ask(chats, 'a');
  const { lease, question } = await begin(chats, turnOf('a', { key: 'k', seconds: 5 }));
  await keep(chats, lease, 'Par');
  const again = await chats.begin(turnOf('a', { key: 'k', seconds: 6 }));
  expect(again).toMatchObject({ outcome: 'repeated', running: true, turn: { turnId: lease.turnId, question: { id: question.id } } });
  expect(again.outcome === 'repeated' && again.turn.question).not.toHaveProperty('status');
  expect(await chats.begin(turnOf('a', { key: 'other', seconds: 6 }))).toEqual({ outcome: 'busy', turnId: lease.turnId });
}

async function givesTheFinishedTurn({ chats }: RepositoryUnderTest): Promise<void> {
  const whole = await ask(chats, 'a', { key: 'whole', answer: 'Paris.' });
  const { lease } = await begin(chats, turnOf('a', { key: 'partial', seconds: 5 }));
  await chats.finish(lease, answered(lease, 'Par', 6, { status: 'incomplete', incomplete_reason: 'stopped' }));
  expect(await chats.begin(turnOf('a', { key: 'partial', seconds: 9 }))).toMatchObject({ outcome: 'repeated', running: false, turn: { turnId: lease.turnId, answer: { content: 'Par', incomplete_reason: 'stopped' } } });
  await ask(chats, 'a', { seconds: 20 });
  expect(await chats.begin(turnOf('a', { key: 'whole', seconds: 30 }))).toMatchObject({
    outcome: 'repeated',
    running: false,
    turn: { turnId: whole.lease.turnId, question: { id: whole.question.id }, answer: { id: whole.lease.answerId, content: 'Paris.' } },
  });
  await expectCount(chats, 'a', 7);
}

async function asksAgain({ chats }: RepositoryUnderTest): Promise<void> {
  await ask(chats, 'a', { content: 'One?' });
  const first = await fail(chats, 'a', { content: 'Two?', key: 'k', seconds: 5 });
  const second = await begin(chats, turnOf('a', { content: 'Two?', key: 'k', seconds: 9 }));
  expect(second.lease.turnId).not.toBe(first.lease.turnId);
  expect([second.question.id, second.question.content, second.question.status]).toEqual([first.question.id, 'Two?', undefined]);
  expect([second.recent.map(({ content }) => content), second.earlier]).toEqual([['One?', 'Paris.'], 2]);
  await chats.finish(second.lease, failed('stopped', 10));
  const third = await begin(chats, turnOf('a', { content: 'Two?', key: 'k', seconds: 12 }));
  await chats.finish(third.lease, answered(third.lease, 'Two.', 13));
  expect(await said(chats, 'a')).toEqual(['One?', 'Paris.', 'Two?', 'Two.']);
  expect((await messagesOf(chats, 'a'))[3]).not.toHaveProperty('status');
}

async function givesTheRetriedTurn(subject: RepositoryUnderTest): Promise<void> {
  await fail(subject.chats, 'a', { key: 'k' });
  const { lease, question } = await begin(subject.chats, turnOf('a', { key: 'k', seconds: 5 }));
  const turn = { turnId: lease.turnId, question: { id: question.id } };
  expect(await subject.chats.begin(turnOf('a', { key: 'k', seconds: 6 }))).toMatchObject({ outcome: 'repeated', running: true, turn });
  await subject.chats.finish(lease, answered(lease, 'Paris.', 7));
  for (const chats of [subject.chats, await subject.crash()]) {
    expect(await chats.begin(turnOf('a', { key: 'k', seconds: 8 }))).toMatchObject({ outcome: 'repeated', running: false, turn: { ...turn, answer: { content: 'Paris.' } } });
  }
}

async function replaysAFailure({ chats }: RepositoryUnderTest): Promise<void> {
  const { lease } = await fail(chats, 'a', { key: 'k' });
  const other = await begin(chats, turnOf('a', { seconds: 5 }));
  const replay = { outcome: 'repeated', running: false, turn: { turnId: lease.turnId, question: { status: 'failed', code: 'provider_failed' } } };
  expect(await chats.begin(turnOf('a', { key: 'k', seconds: 6 }))).toMatchObject(replay);
  await chats.finish(other.lease, answered(other.lease));
  const later = await chats.begin(turnOf('a', { key: 'k', seconds: 9 }));
  expect(later).toMatchObject(replay);
  expect(later.outcome === 'repeated' && later.turn).not.toHaveProperty('answer');
  await expectCount(chats, 'a', 4);
}

async function asksAgainAfterACrash(subject: RepositoryUnderTest): Promise<void> {
  const first = await begin(subject.chats, turnOf('a', { key: 'k', content: 'One?' }));
  const chats = await subject.crash();
  const second = await begin(chats, turnOf('a', { key: 'k', content: 'One?', seconds: 9 }));
  expect(second.question.id).toBe(first.question.id);
  expect(second.question).not.toHaveProperty('status');
  await chats.finish(second.lease, answered(second.lease, 'One.', 10));
  expect(await said(chats, 'a')).toEqual(['One?', 'One.']);
}

async function givesTheInterruptedTurn(subject: RepositoryUnderTest): Promise<void> {
  const { lease } = await begin(subject.chats, turnOf('a', { key: 'k' }));
  await keep(subject.chats, lease, 'Par');
  const chats = await subject.crash();
  const replay = { outcome: 'repeated', running: false, turn: { turnId: lease.turnId, answer: { id: lease.answerId, content: 'Par', incomplete_reason: 'interrupted' } } };
  expect(await chats.begin(turnOf('a', { key: 'k', seconds: 9 }))).toMatchObject(replay);
  await ask(chats, 'a', { seconds: 20 });
  expect(await chats.begin(turnOf('a', { key: 'k', seconds: 30 }))).toMatchObject(replay);
}

async function doesNotMixTries(subject: RepositoryUnderTest): Promise<void> {
  const first = await begin(subject.chats, turnOf('a', { key: 'k' }));
  await subject.chats.keep([{ lease: first.lease, parts: [{ type: 'reasoning', text: 'Old thought.' }], timestamp: first.question.timestamp! }]);
  const second = await subject.crash();
  const { lease } = await begin(second, turnOf('a', { key: 'k', seconds: 5 }));
  await keep(second, lease, 'New', 6);
  const third = await subject.crash();
  const answer = (await messagesOf(third, 'a'))[2];
  expect(answer).toMatchObject({ id: lease.answerId, content: 'New', incomplete_reason: 'interrupted' });
  expect(JSON.stringify(answer)).not.toContain('Old thought');
}

async function remembersKeys(subject: RepositoryUnderTest): Promise<void> {
  const { lease } = await ask(subject.chats, 'a', { key: 'k' });
  const chats = await subject.reopen();
  expect(await chats.begin(turnOf('a', { key: 'k', seconds: 60 }))).toMatchObject({ outcome: 'repeated', running: false, turn: { turnId: lease.turnId, answer: { content: 'Paris.' } } });
  expect(await chats.begin(turnOf('a', { key: 'k', fingerprint: 'f2', seconds: 60 }))).toEqual({ outcome: 'mismatched' });
}

async function forgetsKeys({ chats }: RepositoryUnderTest): Promise<void> {
  await ask(chats, 'a', { key: 'k' });
  await ask(chats, 'a', { seconds: 5 });
  expect((await chats.begin(turnOf('a', { key: 'k', seconds: DAY - 60 }))).outcome).toBe('repeated');
  await ask(chats, 'a', { key: 'k', fingerprint: 'f2', seconds: DAY + 60 });
  await ask(chats, 'b', { key: 'k' });
  expect((await chats.begin(turnOf('b', { key: 'k', seconds: DAY + 60 }))).outcome).toBe('begun');
  await expectCount(chats, 'a', 7);
}

async function keepsChatsApart({ chats }: RepositoryUnderTest): Promise<void> {
  const [one, other] = [await ask(chats, 'a', { key: 'k' }), await ask(chats, 'b', { key: 'k', fingerprint: 'f2' })];
  expect(one.lease.turnId).not.toBe(other.lease.turnId);
}
