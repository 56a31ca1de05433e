import { Logger } from '@nestjs/common';
import { cp, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answered, ask, begin, codeOf, keep, messagesOf, said, turnOf } from '../../../test/contracts/chat-repository.fixtures.js';
import { type Fault, FaultyDisk, type Operation } from '../../../test/support/faulty-disk.js';
import type { TurnEnd, TurnLease, TurnStart } from '../chat-repository.js';
import { FileChatRepository } from './file-chat.repository.js';
import { readLine } from './records.js';

const FULL: Fault = { code: 'ENOSPC', written: 10 };
const BROKEN: Fault = { code: 'EIO' };

async function twice(work: () => Promise<unknown>): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) if (await work().then(() => true, () => false)) return true;
  return false;
}

describe('a store on a disk that fails', () => {
  let home: string;
  let folder: string;
  let disk: FaultyDisk;
  let chats: FileChatRepository;
  const opened: FileChatRepository[] = [];
  const open = async (path: string, on?: FaultyDisk): Promise<FileChatRepository> => {
    const repository = await FileChatRepository.open(path, on?.open);
    opened.push(repository);
    return repository;
  };
  const linesOf = async (id: string): Promise<string[]> => (await readFile(join(folder, `${id}.jsonl`), 'utf8')).split('\n');

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'chat-faults-'));
    folder = join(home, 'chats');
    disk = new FaultyDisk();
    chats = await open(folder, disk);
  });
  afterEach(async () => {
    disk.heal();
    await Promise.all(opened.splice(0).map((repository) => repository.close()));
    await rm(home, { recursive: true });
  });

  it('writes whole lines however short the writes are', async () => {
    disk.shortest = 7;
    await ask(chats, 'a', { content: 'Ünïcödé 😀?', answer: '😀'.repeat(100) });
    const lines = await linesOf('a');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => readLine(Buffer.from(line)).quality)).toEqual(lines.map(() => 'whole'));
    expect(await said(chats, 'a')).toEqual(['Ünïcödé 😀?', '😀'.repeat(100)]);
  });

  it('takes a write of nothing for a failure', async () => {
    await ask(chats, 'a');
    disk.shortest = 0;
    expect(await codeOf(chats.begin(turnOf('a', { seconds: 5 })))).toBe('storage_failed');
  });

  it('leaves nothing of a new chat for which the disk has no room', async () => {
    disk.fail('write', FULL);
    const start = turnOf('a');
    expect(await codeOf(chats.begin(start))).toBe('storage_full');
    expect([await chats.find('a'), (await chats.list({})).chats, (await readdir(folder)).filter((name) => name.endsWith('.jsonl'))]).toEqual([undefined, [], []]);
    disk.heal();
    await begin(chats, start);
    expect(await said(chats, 'a')).toEqual([start.question.content]);
  });

  it('reads and deletes on a full disk, and goes on when there is room again', async () => {
    await ask(chats, 'a', { content: 'One?' });
    await ask(chats, 'b');
    const before = await linesOf('a');
    disk.fail('write', FULL);
    expect(await codeOf(chats.begin(turnOf('a', { seconds: 5 })))).toBe('storage_full');
    expect(await codeOf(chats.rename('a', 'x'))).toBe('storage_full');
    expect([await linesOf('a'), await said(chats, 'a'), await chats.remove('b')]).toEqual([before, ['One?', 'Paris.'], true]);
    expect((await chats.list({})).chats).toMatchObject([{ id: 'a', message_count: 3, answering: false, title: 'Title of a' }]);
    disk.heal();
    await ask(chats, 'a', { content: 'Two?', answer: 'Two.', seconds: 9 });
    expect(await said(chats, 'a')).toEqual(['One?', 'Paris.', 'Two?', 'Two.']);
  });

  it('frees a chat whose answer could not be stored, and stores it when it is tried again', async () => {
    const { lease } = await begin(chats, turnOf('a', { content: 'One?' }));
    await keep(chats, lease, 'Par');
    disk.fail('write', FULL);
    expect(await codeOf(chats.finish(lease, answered(lease)))).toBe('storage_full');
    expect((await messagesOf(chats, 'a'))[2]).toMatchObject({ content: 'Par', incomplete_reason: 'interrupted' });
    expect((await chats.list({})).chats).toMatchObject([{ answering: false, message_count: 3 }]);
    disk.heal();
    await chats.finish(lease, answered(lease));
    await chats.finish(lease, answered(lease));
    expect(await said(chats, 'a')).toEqual(['One?', 'Paris.']);
  });

  it('writes an answer that could not be stored down as interrupted with the next turn', async () => {
    const { lease } = await begin(chats, turnOf('a', { content: 'One?' }));
    disk.fail('sync', { ...BROKEN, times: 1 });
    expect(await codeOf(chats.finish(lease, answered(lease)))).toBe('storage_failed');
    await ask(chats, 'a', { content: 'Two?', seconds: 9 });
    expect(await codeOf(chats.finish(lease, answered(lease)))).toBe('chat_deleted');
    expect((await messagesOf(chats, 'a')).slice(1)).toMatchObject([{ content: 'One?', code: 'interrupted' }, { content: 'Two?' }, { content: 'Paris.' }]);
  });

  it('saves the other partial answers when one cannot be written', async () => {
    const [one, other] = [await begin(chats, turnOf('a')), await begin(chats, turnOf('b'))];
    disk.fail('write', { ...FULL, times: 1 });
    const notes = [one, other].map(({ lease }) => ({ lease, parts: [{ type: 'text' as const, text: 'Par' }], timestamp: '2026-03-01T12:00:05.000Z' }));
    expect(await codeOf(chats.keep(notes))).toBe('storage_full');
    expect([(await linesOf('a')).join(), (await linesOf('b')).join()]).toEqual([expect.not.stringContaining('"partial"'), expect.stringContaining('"partial"')]);
    await chats.remove('a');
    expect(await chats.keep(notes)).toEqual([one.lease.turnId]);
  });

  it('says that the folder is gone, and goes on when it is back', async () => {
    await ask(chats, 'a');
    await rename(folder, `${folder}-away`);
    await expect(chats.begin(turnOf('b'))).rejects.toMatchObject({ code: 'storage_failed', message: expect.stringMatching(/is gone\. Put it back/) });
    await expect(chats.check()).rejects.toMatchObject({ message: expect.stringMatching(/is gone/) });
    await rename(`${folder}-away`, folder);
    expect(await said(chats, 'a')).toEqual(['What is the capital of France?', 'Paris.']);
    expect((await chats.begin(turnOf('b'))).outcome).toBe('begun');
  });

  it('frees a chat whose file cannot be opened for its end', async () => {
    const { lease } = await begin(chats, turnOf('a'));
    for (let other = 0; other < 260; other++) await ask(chats, `other-${other}`);
    disk.fail('open', { code: 'EMFILE', times: 1 });
    expect(await codeOf(chats.finish(lease, answered(lease)))).toBe('storage_failed');
    expect((await chats.begin(turnOf('a', { seconds: 5 }))).outcome).toBe('begun');
  });

  it('searches on when a chat cannot be read', async () => {
    await ask(chats, 'unreadable', { content: 'needle', seconds: 0 });
    await ask(chats, 'other', { content: 'needle', seconds: 5 });
    disk.fail('read', { ...BROKEN, times: 1 });
    expect((await chats.list({ words: ['needle'] })).chats.map(({ id }) => id)).toEqual(['unreadable']);
    disk.heal();
    expect((await chats.list({ words: ['needle'] })).chats.map(({ id }) => id)).toEqual(['other', 'unreadable']);
  });

  it('uses a file no more after a sync of it failed, and opens it anew', async () => {
    await ask(chats, 'a', { content: 'One?' });
    disk.fail('sync', { ...BROKEN, times: 1 });
    expect(await codeOf(chats.begin(turnOf('a', { seconds: 5, content: 'Lost?' })))).toBe('storage_failed');
    await ask(chats, 'a', { content: 'Two?', answer: 'Two.', seconds: 9 });
    expect(await said(chats, 'a')).toEqual(['One?', 'Paris.', 'Two?', 'Two.']);
    expect([disk.usedAfterFailedSync, disk.openFiles, disk.counts.open]).toEqual([0, 1, 2]);
  });

  it('acknowledges nothing that was read from the memory of a failed sync', async () => {
    await ask(chats, 'a', { content: 'One?' });
    const { lease } = await begin(chats, turnOf('a', { content: 'Two?', seconds: 5 }));
    disk.fail('sync', { ...BROKEN, times: 1 });
    disk.fail('truncate', { ...BROKEN, times: 1 });
    expect(await codeOf(chats.finish(lease, answered(lease, 'Two.')))).toBe('storage_failed');
    await chats.finish(lease, answered(lease, 'Two.'));
    await disk.powerCut(join(home, 'cut'));
    expect(await said(await open(join(home, 'cut')), 'a')).toEqual(['One?', 'Paris.', 'Two?', 'Two.']);
  });

  it.each<[string, Operation[]]>([
    ['cannot be synced', ['sync']],
    ['cannot be cut back', ['sync', 'truncate']],
    ['can be written no more', ['write', 'truncate']],
  ])('reads and deletes a chat whose file %s', async (_what, operations) => {
    await ask(chats, 'a', { content: 'One?' });
    for (const operation of operations) disk.fail(operation, { ...BROKEN, written: 9 });
    for (const seconds of [5, 6]) expect(await codeOf(chats.begin(turnOf('a', { seconds })))).toBe('storage_failed');
    expect([await said(chats, 'a'), (await chats.find('a'))?.message_count]).toEqual([['One?', 'Paris.'], 3]);
    expect(await codeOf(chats.rename('a', 'x'))).toBe('storage_failed');
    expect([await said(chats, 'a'), await chats.remove('a'), await chats.find('a')]).toEqual([['One?', 'Paris.'], true, undefined]);
    disk.heal();
    await ask(chats, 'a', { content: 'Anew?' });
    expect(await said(chats, 'a')).toEqual(['Anew?', 'Paris.']);
  });

  it('says that it failed when files cannot be opened or read, and goes on later', async () => {
    await ask(chats, 'a');
    const next = await open(join(home, 'next'), disk);
    await cp(join(folder, 'a.jsonl'), join(home, 'next', 'a.jsonl'));
    for (const operation of ['open', 'read'] as const) {
      disk.fail(operation, { code: operation === 'open' ? 'EMFILE' : 'EIO' });
      expect(await codeOf(next.find('a'))).toBe('storage_failed');
      expect(await codeOf(next.begin(turnOf('a')))).toBe('storage_failed');
      disk.heal();
    }
    expect((await next.find('a'))?.message_count).toBe(3);
    disk.fail('open', { code: 'EMFILE' });
    expect([await next.remove('a'), await readdir(join(home, 'next'))]).not.toContain('a.jsonl');
  });

  it('leaves a chat free when the history of its turn cannot be read', async () => {
    const long = 'word '.repeat(10_000);
    for (let turn = 0; turn < 4; turn++) await ask(chats, 'a', { content: long, answer: long, seconds: turn * 5 });
    disk.fail('read', { ...BROKEN, times: 1 });
    const start = turnOf('a', { content: 'Next?', seconds: 50 });
    expect(await codeOf(chats.begin(start))).toBe('storage_failed');
    expect((await chats.find('a'))?.answering).toBe(false);
    const { lease } = await begin(chats, start);
    await chats.finish(lease, answered(lease));
    expect((await said(chats, 'a')).slice(-2)).toEqual(['Next?', 'Paris.']);
  });

  /** Some turns, each step tried twice; what was acknowledged of chat a and b. */
  async function play(): Promise<Record<'a' | 'b', string[]>> {
    const kept: Record<'a' | 'b', string[]> = { a: [], b: [] };
    for (const [place, id] of (['a', 'a', 'b', 'a'] as const).entries()) {
      const start: TurnStart = turnOf(id, { content: `Question ${place}?`, seconds: place * 10 });
      let lease: TurnLease | undefined;
      if (!(await twice(async () => (lease = (await begin(chats, start)).lease)))) continue;
      kept[id].push(start.question.content);
      await keep(chats, lease!, 'Half').catch(() => undefined);
      const end: TurnEnd = answered(lease!, `Answer ${place}.`, place * 10 + 5);
      if (await twice(() => chats.finish(lease!, end))) kept[id].push(`Answer ${place}.`);
      await chats.rename(id, `Title ${place}`).catch(() => undefined);
    }
    return kept;
  }

  const sweeps: [Operation, Fault][] = [
    ['write', { code: 'ENOSPC', written: 25, times: 1 }],
    ['write', { code: 'EIO', written: 0, times: 2 }],
    ['sync', { code: 'EIO', times: 1 }],
    ['sync', { code: 'EIO', times: 3 }],
    ['open', { code: 'EMFILE', times: 1 }],
    ['read', { code: 'EIO', times: 1 }],
  ];

  it.each(sweeps)('keeps what it acknowledged whichever %s fails (%j)', async (operation, fault) => {
    for (const truncates of [true, false]) {
      for (let from = 1; from <= 14; from++) {
        folder = join(home, `${from}-${truncates}`);
        disk = new FaultyDisk();
        chats = await open(folder, disk);
        disk.fail(operation, { ...fault, from });
        if (!truncates) disk.fail('truncate', { code: 'EIO', times: 2 });
        const kept = await play();
        disk.heal();
        await Promise.all([cp(folder, `${folder}-crash`, { recursive: true, filter: (path) => !path.endsWith('.sock') }), disk.powerCut(`${folder}-cut`)]);
        for (const repository of [chats, await open(`${folder}-crash`), await open(`${folder}-cut`)]) {
          for (const id of ['a', 'b'] as const) {
            const shown = (await said(repository, id)).filter((content) => kept[id].includes(content));
            expect([from, truncates, id, shown]).toEqual([from, truncates, id, kept[id]]);
          }
          await ask(repository, 'a', { content: 'Last?', seconds: 1000 });
          expect((await said(repository, 'a')).slice(-2)).toEqual(['Last?', 'Paris.']);
          expect((await repository.list({})).chats.filter(({ damaged }) => damaged)).toEqual([]);
        }
      }
    }
  });
});
