import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { ask, begin, codeOf, expectCount, keep, messagesOf, said, turnOf } from '../../../test/contracts/chat-repository.fixtures.js';
import { FileStores } from '../../../test/support/file-stores.js';
import { readLine } from './records.js';

describe('a chat file that is not whole', () => {
  let stores: FileStores;
  let path: string;
  beforeEach(async () => {
    stores = await FileStores.make();
    path = stores.path('a.jsonl');
  });
  afterEach(() => stores.dispose());

  /** Two whole turns and a third with a partial answer, and the file as it was. */
  async function threeTurns(): Promise<Buffer> {
    const chats = await stores.open();
    await ask(chats, 'a', { content: 'One?', answer: 'One.' });
    await ask(chats, 'a', { content: 'Two?', answer: 'Two.', seconds: 10 });
    const { lease } = await begin(chats, turnOf('a', { content: 'Three?', seconds: 20 }));
    await keep(chats, lease, 'Thr', 22);
    await stores.closeAll();
    return readFile(path);
  }

  it('loses only what was torn, at whatever byte', async () => {
    const bytes = await threeTurns();
    const ends: number[] = [];
    for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', end + 1)) ends.push(end + 1);
    const shown = ['One?', 'One.', 'Two?', 'Two.', 'Three?', 'Thr'];
    for (let size = ends[1]!; size <= bytes.length; size++) {
      await writeFile(path, bytes.subarray(0, size));
      const chats = await stores.open();
      // A line without its newline is whole.
      const lines = ends.filter((end) => end <= size + 1).length;
      expect([size, await said(chats, 'a')]).toEqual([size, shown.slice(0, lines - 2)]);
      await stores.closeAll();
      const left = await readFile(path);
      expect([size, left.equals(bytes.subarray(0, ends[lines - 1]))]).toEqual([size, true]);
    }
    expect(await stores.names('.quarantine')).toContain('a.torn');
    const chats = await stores.open();
    await ask(chats, 'a', { content: 'Four?', answer: 'Four.', seconds: 90 });
    expect(await said(chats, 'a')).toEqual([...shown, 'Four?', 'Four.']);
    expect(await chats.find('a')).not.toHaveProperty('damaged');
  });

  it('keeps the bytes that it cuts off', async () => {
    const bytes = await threeTurns();
    await truncate(path, bytes.length - 9);
    await (await stores.open()).find('a');
    const [name] = await readdir(stores.path('.quarantine'));
    const torn = await readFile(stores.path(`.quarantine/${name}`));
    expect(torn.equals(bytes.subarray(bytes.lastIndexOf('\n', -2) + 1, -9))).toBe(true);
  });

  it('is no chat when its first write was cut before a message, at whatever byte', async () => {
    const bytes = await threeTurns();
    const secondEnd = bytes.indexOf('\n', bytes.indexOf('\n') + 1);
    for (let size = 0; size < secondEnd; size += 3) {
      await writeFile(path, bytes.subarray(0, size));
      const chats = await stores.open();
      expect([size, await chats.find('a'), (await chats.list({})).chats]).toEqual([size, undefined, []]);
      await ask(chats, 'a', { content: 'Anew?' });
      expect((await messagesOf(chats, 'a')).map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
      await chats.remove('a');
      await stores.closeAll();
    }
  });

  it('is no chat when a power cut left zeros', async () => {
    await writeFile(path, Buffer.alloc(4096));
    const chats = await stores.open();
    expect(await chats.find('a')).toBeUndefined();
    expect(await stores.names('.quarantine')).toEqual(['a.torn', 'a.unfinished']);
    await ask(chats, 'a');
  });

  it('gets the newline that it lacks', async () => {
    const bytes = await threeTurns();
    await truncate(path, bytes.length - 1);
    const chats = await stores.open();
    expect((await said(chats, 'a')).at(-1)).toBe('Thr');
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(await stores.names('.quarantine')).toEqual([]);
  });

  it('takes a last line that was edited by hand, and keeps a copy', async () => {
    const bytes = await threeTurns();
    await writeFile(path, bytes.toString().replace('"Thr"', '"Edited"'));
    const chats = await stores.open();
    expect((await said(chats, 'a')).at(-1)).toBe('Edited');
    expect(await stores.names('.quarantine')).toEqual(['a.edited']);
    expect(await chats.find('a')).not.toHaveProperty('damaged');
    await ask(chats, 'a', { content: 'Four?', seconds: 90 });
    expect((await said(chats, 'a')).slice(-3)).toEqual(['Edited', 'Four?', 'Paris.']);
  });

  it('cuts off an edited last line without a newline', async () => {
    const bytes = await threeTurns();
    await writeFile(path, bytes.toString().replace('"Thr"', '"Edited"').trimEnd());
    await expectCount(await stores.open(), 'a', 6);
    expect(await stores.names('.quarantine')).toEqual(['a.torn']);
  });

  it.each([
    ['text', (line: string) => line.replace('{', 'x')],
    ['binary', (line: string) => line.replace(/[a-z]/g, '\0')],
    ['nothing', () => ''],
    ['two halves', (line: string) => `${line.slice(0, 20)}\n${line.slice(20)}`],
  ])('saves what is whole when a line in the middle is %s', async (_what, spoil) => {
    const lines = (await threeTurns()).toString().split('\n');
    const spoilt = lines.findIndex((line) => line.includes('One.'));
    await stores.write('a.jsonl', lines.map((line, place) => (place === spoilt ? spoil(line) : line)).join('\n'));
    const before = await readFile(path);
    const chats = await stores.open();
    expect(await said(chats, 'a')).toEqual(['One?', 'Two?', 'Two.', 'Three?', 'Thr']);
    expect(await stores.names('.quarantine')).toEqual(['a.jsonl']);
    const [copy] = await readdir(stores.path('.quarantine'));
    expect((await readFile(stores.path(`.quarantine/${copy}`))).equals(before)).toBe(true);
    expect((await chats.list({})).chats).toMatchObject([{ id: 'a', damaged: true, message_count: 6, title: 'Title of a' }]);
    for (const line of (await stores.read('a.jsonl')).trimEnd().split('\n')) expect(readLine(Buffer.from(line)).quality).toBe('whole');
    for (let limit = 1; limit < 8; limit++) expect(await messagesOf(chats, 'a', limit)).toHaveLength(6);
    for (let turn = 0; turn < 4; turn++) await ask(chats, 'a', { content: `q${'x'.repeat(30_000)}`, seconds: 100 + turn });
    await stores.closeAll();
    await stores.write('index.json', '');
    expect(await (await stores.open()).find('a')).toMatchObject({ damaged: true, message_count: 14 });
  });

  it('gets a new head when its own is damaged', async () => {
    const bytes = await threeTurns();
    await writeFile(path, bytes.toString().replace('{"t":"chat"', '<html>'));
    const chats = await stores.open();
    expect(await said(chats, 'a')).toEqual(['One?', 'One.', 'Two?', 'Two.', 'Three?', 'Thr']);
    expect(await chats.find('a')).toMatchObject({ damaged: true, created_at: '2026-03-01T12:00:00.000Z', title: 'One?' });
  });

  it('takes a damaged chat away with all copies of it', async () => {
    const bytes = await threeTurns();
    await writeFile(path, bytes.toString().replace('{"t":"message","n":2', '<html>'));
    const chats = await stores.open();
    await chats.find('a');
    expect(await chats.remove('a')).toBe(true);
    expect([await stores.names('.quarantine'), await stores.names('.legacy')]).toEqual([[], []]);
  });

  it.each(['notes of mine\n', 'notes\nof mine\n', '# A title\n\ntext', '{"json": true}\n', '[1,2]'])('is left alone when it is no chat at all: %j', async (text) => {
    await stores.write('notes.jsonl', text);
    const { mtimeMs } = await stat(stores.path('notes.jsonl'));
    const chats = await stores.open();
    await ask(chats, 'a');
    expect([await chats.find('notes'), await messagesOf(chats, 'notes'), await chats.remove('notes'), await chats.rename('notes', 'x')]).toEqual([undefined, [], false, false]);
    expect((await chats.list({})).chats.map(({ id }) => id)).toEqual(['a']);
    expect(await codeOf(chats.begin(turnOf('notes')))).toBe('chat_id_taken');
    expect(await codeOf(chats.begin(turnOf('NOTES')))).toBe('chat_id_taken');
    expect([await stores.read('notes.jsonl'), (await stat(stores.path('notes.jsonl'))).mtimeMs, await stores.names('.quarantine')]).toEqual([text, mtimeMs, []]);
  });

  it('skips lines of a type that it does not know', async () => {
    await threeTurns();
    await appendFile(path, '{"t":"from-the-future","what":1}\n');
    const chats = await stores.open();
    expect((await said(chats, 'a')).at(-1)).toBe('Thr');
    await ask(chats, 'a', { seconds: 90 });
    await expectCount(chats, 'a', 9);
  });
});
