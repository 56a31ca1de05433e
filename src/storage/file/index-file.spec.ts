import { execFileSync } from 'node:child_process';
import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { ask, begin, codeOf, expectCount, idsOf, keep, said, turnOf } from '../../../test/contracts/chat-repository.fixtures.js';
import { FileStores } from '../../../test/support/file-stores.js';
import { openFile } from './append-file.js';
import { FileChatRepository } from './file-chat.repository.js';

describe('the index of a folder', () => {
  let stores: FileStores;
  beforeEach(async () => {
    stores = await FileStores.make();
    const chats = await stores.open();
    await ask(chats, 'a');
    await ask(chats, 'b', { seconds: 10 });
    await stores.closeAll();
  });
  afterEach(() => stores.dispose());

  it('is written at the end, in the form of the original', async () => {
    const index = JSON.parse(await stores.read('index.json'));
    expect(index).toMatchObject({ a: { created_at: '2026-03-01T12:00:00.000Z', last_updated: '2026-03-01T12:00:01.000Z', message_count: 3 }, b: { message_count: 3 } });
    expect(index.a).not.toHaveProperty('answering');
  });

  it('spares the reading of files that have not changed', async () => {
    await stores.write('index.json', (await stores.read('index.json')).replace('Title of a', 'From the index'));
    expect((await (await stores.open()).list({})).chats.map(({ title }) => title)).toEqual(['Title of b', 'From the index']);
  });

  it.each([
    ['is touched', (path: string) => utimes(path, 5, 5)],
    ['grew by a turn nobody saw', (path: string) => writeFile(path, '{"t":"update","title":"Title of a"}\n', { flag: 'a' })],
  ])('is not believed about a file that %s', async (_what, change) => {
    await stores.write('index.json', (await stores.read('index.json')).replace('Title of a', 'From the index'));
    await change(stores.path('a.jsonl'));
    expect((await (await stores.open()).list({})).chats.map(({ title }) => title)).toEqual(['Title of b', 'Title of a']);
  });

  it.each(['', '{', 'null', '5', '[]', '[1,2]', '"text"', '{"a":null,"b":5}', '{"a":{}}', '{"a":{"created_at":{},"last_updated":[],"message_count":"x","title":1,"size":null,"mtime":true}}', '{"__proto__":{"a":1},"constructor":{"size":1}}'])(
    'is made anew when it holds %s',
    async (text) => {
      await stores.write('index.json', text);
      const chats = await stores.open();
      expect(await idsOf(chats)).toEqual(['b', 'a']);
      await stores.closeAll();
      expect(Object.keys(JSON.parse(await stores.read('index.json')))).toEqual(['b', 'a']);
    },
  );

  it('is not believed about values of a wrong kind, whatever size and time they give', async () => {
    const index = JSON.parse(await stores.read('index.json'));
    for (const wrong of [{ title: { x: 1 } }, { message_count: '3' }, { last_updated: 5 }, { created_at: null }]) {
      await stores.write('index.json', JSON.stringify({ ...index, a: { ...index.a, ...wrong } }));
      const chats = await stores.open();
      expect((await chats.list({})).chats[1]).toEqual({ id: 'a', created_at: '2026-03-01T12:00:00.000Z', last_updated: '2026-03-01T12:00:01.000Z', message_count: 3, title: 'Title of a', answering: false });
      await stores.closeAll();
    }
  });

  it('forgets chats whose files are gone', async () => {
    const index = JSON.parse(await stores.read('index.json'));
    await stores.write('index.json', JSON.stringify({ gone: index.a, ...index, '../x': index.a }));
    expect(await idsOf(await stores.open())).toEqual(['b', 'a']);
    await stores.closeAll();
    expect(Object.keys(JSON.parse(await stores.read('index.json')))).toEqual(['b', 'a']);
  });

  it('counts the answer that a crash cut off, although the index was written while it ran', async () => {
    const chats = await stores.open();
    const { lease } = await begin(chats, turnOf('a', { seconds: 50 }));
    await keep(chats, lease, 'Par', 52);
    await stores.closeAll();
    await expectCount(await stores.open(), 'a', 5);
  });

  it('lets chats be used at once while the folder is being read', async () => {
    for (let round = 0; round < 5; round++) {
      await stores.write('index.json', '');
      const chats = await stores.open();
      const before = (await chats.find('a'))!.message_count;
      await Promise.all(['a', 'b', 'c'].map((id) => ask(chats, id, { seconds: 100 + round })));
      await Promise.all([expectCount(chats, 'a', before + 2), chats.check()]);
      await stores.closeAll();
    }
  });

  it('ends without reading the rest of the folder', async () => {
    const chat = await stores.read('a.jsonl');
    await Promise.all(Array.from({ length: 500 }, (_, place) => stores.write(`copy-${place}.jsonl`, chat)));
    let opened = 0;
    const chats = await FileChatRepository.open(stores.folder, (...place) => {
      opened++;
      return openFile(...place);
    });
    await chats.close();
    expect(opened).toBeLessThan(100);
    expect(await idsOf(await stores.open())).toHaveLength(502);
  });

  it('refuses an id in other case before the folder has been read', async () => {
    await stores.write('index.json', '');
    expect(await codeOf((await stores.open()).begin(turnOf('A')))).toBe('chat_id_taken');
  });

  it('has no place for things that are no files', async () => {
    execFileSync('mkfifo', ['fifo.jsonl', 'pipe.json', 'index.json.tmp', 'new.jsonl.tmp'].map((name) => stores.path(name)));
    await symlink(stores.path('a.jsonl'), stores.path('link.jsonl'));
    await symlink(stores.path('nowhere'), stores.path('dangling.json'));
    await mkdir(stores.path('folder.jsonl'));
    await stores.write('new.json', JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }] }));
    const chats = await stores.open();
    expect(await idsOf(chats)).toEqual(['b', 'a', 'new']);
    for (const id of ['fifo', 'pipe', 'link', 'dangling', 'folder']) {
      expect([id, await chats.find(id), await chats.remove(id)]).toEqual([id, undefined, false]);
      expect(await codeOf(chats.begin(turnOf(id)))).toBe('chat_id_taken');
    }
    await ask(chats, 'new');
    expect(await said(chats, 'new')).toEqual(['What is the capital of France?', 'Paris.']);
    await stores.closeAll();
    expect(JSON.parse(await stores.read('index.json'))).toHaveProperty('new');
    expect(await stores.names('.')).toEqual(expect.arrayContaining(['fifo.jsonl', 'pipe.json', 'link.jsonl', 'dangling.json', 'folder.jsonl']));
  });

  it('does not write through a link in the place of its file', async () => {
    await stores.write('precious', 'mine');
    await symlink(stores.path('precious'), stores.path('index.json.tmp'));
    await ask(await stores.open(), 'c');
    await stores.closeAll();
    expect([await stores.read('precious'), Object.keys(JSON.parse(await stores.read('index.json'))).length]).toEqual(['mine', 3]);
  });

  it('does not wait for a FIFO in its place', async () => {
    execFileSync('rm', [stores.path('index.json')]);
    execFileSync('mkfifo', [stores.path('index.json')]);
    expect(await idsOf(await stores.open())).toEqual(['b', 'a']);
  });
});
