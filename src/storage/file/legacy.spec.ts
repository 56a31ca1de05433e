import { Logger } from '@nestjs/common';
import { rename, stat, writeFile, mkdir } from 'node:fs/promises';
import type { ChatRepository } from '../chat-repository.js';
import { ask, begin, codeOf, idsOf, messagesOf, turnOf } from '../../../test/contracts/chat-repository.fixtures.js';
import { FileStores } from '../../../test/support/file-stores.js';

const LOCAL = '2023-06-25T12:34:56.789012';
const CHAT = {
  created_at: LOCAL,
  last_updated: '2023-06-25T12:35:10.000001',
  mood: 'curious',
  messages: [
    { role: 'system', content: 'You are helpful.' },
    { role: 'user', content: 'One?\nMore of it.', timestamp: LOCAL, source: 'cli' },
    { role: 'assistant', content: 'One.', timestamp: '2023-06-25T12:35:10.000000', tokens: { in: 5 } },
  ],
};
const SHOWN = CHAT.messages.map((message, place) => ({ id: `legacy-${place}`, ...message }));

describe('a chat of the original', () => {
  let stores: FileStores;
  let chats: ChatRepository;
  beforeEach(async () => (stores = await FileStores.make()));
  afterEach(() => stores.dispose());
  const original = async (id: string, chat: object = CHAT): Promise<void> => {
    await stores.write(`${id}.json`, JSON.stringify(chat, null, 2));
    chats = await stores.open();
  };

  it('is named in the log when its name is no chat id, and left alone', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    await stores.write('two words.json', JSON.stringify(CHAT));
    await original('a');
    expect(await idsOf(chats)).toEqual(['a']);
    expect(warned.mock.calls.flat().join()).toMatch(/1 file\(s\) are left out.*"two words\.json"\. Rename them and restart/);
    expect(await stores.names('.')).toContain('two words.json');
    warned.mockRestore();
  });

  it('is read in its place', async () => {
    await original('a');
    const { mtimeMs } = await stat(stores.path('a.json'));
    expect(await chats.find('a')).toEqual({ id: 'a', created_at: LOCAL, last_updated: CHAT.last_updated, message_count: 3, title: 'One?', answering: false });
    expect((await chats.list({})).chats).toEqual([await chats.find('a')]);
    for (const limit of [1, 2, 3, 9]) expect(await messagesOf(chats, 'a', limit)).toEqual(SHOWN);
    expect([(await stat(stores.path('a.json'))).mtimeMs, await stores.names('.')]).toEqual([mtimeMs, expect.not.arrayContaining(['a.jsonl', '.legacy'])]);
  });

  it('is counted from its file, not from the old index', async () => {
    await stores.write('index.json', JSON.stringify({ a: { created_at: LOCAL, last_updated: LOCAL, message_count: 99 }, gone: { created_at: LOCAL, last_updated: LOCAL, message_count: 3 } }));
    await original('a');
    expect((await chats.list({})).chats).toMatchObject([{ id: 'a', message_count: 3, last_updated: CHAT.last_updated }]);
  });

  it('becomes ours without loss when it is first written to', async () => {
    await original('a');
    const before = await stores.read('a.json');
    const { recent, system, earlier } = await begin(chats, turnOf('a', { content: 'Two?' }));
    expect([system, recent, earlier]).toEqual([SHOWN[0], SHOWN.slice(1), 2]);
    expect((await messagesOf(chats, 'a')).slice(0, 3)).toEqual(SHOWN);
    expect([await stores.read('.legacy/a.json'), await stores.names('.')]).toEqual([before, expect.not.arrayContaining(['a.json'])]);
    expect(await stores.read('a.jsonl')).toContain('"mood":"curious"');
    await stores.closeAll();
    chats = await stores.open();
    expect((await messagesOf(chats, 'a')).slice(0, 3)).toEqual(SHOWN);
    expect(await chats.find('a')).toMatchObject({ created_at: LOCAL, title: 'One?', message_count: 4 });
  });

  it('keeps its time when it is renamed', async () => {
    await original('a');
    expect(await chats.rename('a', 'New')).toBe(true);
    expect(await chats.find('a')).toMatchObject({ title: 'New', last_updated: CHAT.last_updated, message_count: 3 });
  });

  it('is deleted with its copy, before and after it became ours', async () => {
    await original('a');
    expect(await chats.remove('a')).toBe(true);
    expect([await chats.find('a'), await stores.names('.')]).toEqual([undefined, expect.not.arrayContaining(['a.json'])]);
    await stores.write('b.json', JSON.stringify(CHAT));
    await ask(chats, 'b');
    expect(await stores.names('.legacy')).toEqual(['b.json']);
    expect(await chats.remove('b')).toBe(true);
    expect([await stores.names('.legacy'), await stores.names('.')]).toEqual([[], expect.not.arrayContaining(['b.jsonl', 'b.json'])]);
  });

  it('is hidden by ours of the same id, and deleted with it', async () => {
    await original('a');
    await ask(chats, 'a', { content: 'Two?' });
    await stores.closeAll();
    await rename(stores.path('.legacy/a.json'), stores.path('a.json'));
    chats = await stores.open();
    expect([await idsOf(chats), (await messagesOf(chats, 'a')).at(-2)?.content]).toEqual([['a'], 'Two?']);
    await chats.remove('a');
    expect(await chats.find('a')).toBeUndefined();
  });

  it('may have a name that new chats may not', async () => {
    await original('con');
    await stores.write('constructor.json', JSON.stringify(CHAT));
    expect((await chats.find('con'))?.message_count).toBe(3);
    await ask(chats, 'con', { content: 'Two?' });
    await ask(chats, 'constructor', { content: 'Two?' });
    expect((await messagesOf(chats, 'con')).map(({ content }) => content)).toEqual(['You are helpful.', 'One?\nMore of it.', 'One.', 'Two?', 'Paris.']);
    expect(await chats.find('index')).toBeUndefined();
  });

  it('keeps fields that are named like ours', async () => {
    const odd = { t: 'update', n: 7, crc: '00000000', format: 9, key: 'k', fields: 1, title: { not: 'text' }, fingerprint: 'f', answer_id: 'x' };
    await original('a', { ...odd, ...CHAT, messages: CHAT.messages.map((message) => ({ ...odd, ...message })) });
    await ask(chats, 'a', { content: 'Two?' });
    await stores.closeAll();
    chats = await stores.open();
    expect((await messagesOf(chats, 'a')).slice(0, 3)).toEqual(SHOWN.map((message) => ({ ...odd, ...message })));
    expect(await chats.find('a')).toMatchObject({ title: 'One?', message_count: 5, created_at: LOCAL });
  });

  it('gets ids by position unless all of its messages have their own', async () => {
    await original('a', { ...CHAT, messages: CHAT.messages.map((message) => ({ ...message, id: 5 })) });
    expect((await messagesOf(chats, 'a')).map(({ id }) => id)).toEqual(['legacy-0', 'legacy-1', 'legacy-2']);
    await stores.write('b.json', JSON.stringify({ ...CHAT, messages: CHAT.messages.map((message) => ({ ...message, id: 'same' })) }));
    expect((await messagesOf(chats, 'b')).map(({ id }) => id)).toEqual(['legacy-0', 'legacy-1', 'legacy-2']);
    await stores.write('c.json', JSON.stringify({ ...CHAT, messages: CHAT.messages.map((message, place) => ({ ...message, id: `own-${place}` })) }));
    expect((await messagesOf(chats, 'c')).map(({ id }) => id)).toEqual(['own-0', 'own-1', 'own-2']);
  });

  it('may lack its system prompt, its times or every message', async () => {
    await original('a', { messages: [{ role: 'user', content: 'Hi' }, { role: 'assistant', content: 'Hello' }] });
    await stores.write('b.json', JSON.stringify({ created_at: 5, last_updated: null, messages: [{ role: 'user', content: 'Hi', timestamp: 7 }] }));
    await stores.write('c.json', JSON.stringify({ ...CHAT, messages: [] }));
    expect(await chats.find('a')).toMatchObject({ message_count: 2, title: 'Hi', created_at: '1970-01-01T00:00:00.000Z' });
    const { earlier, recent, system } = await begin(chats, turnOf('a'));
    expect([earlier, recent.map(({ content }) => content), system.content]).toEqual([2, ['Hi', 'Hello'], '']);
    expect(await chats.find('b')).toMatchObject({ created_at: '1970-01-01T00:00:00.000Z' });
    await ask(chats, 'b');
    await ask(chats, 'c');
    expect([(await messagesOf(chats, 'b')).length, (await messagesOf(chats, 'c')).length, (await chats.find('c'))?.message_count]).toEqual([3, 2, 2]);
  });

  it.each(['', '{', '[]', 'null', '{"messages":{}}', '{"messages":[{"role":"robot","content":"a"}]}', '{"messages":[{"role":"user"}]}', '{"messages":[null]}', 'not json'])(
    'is left alone and takes its id when it is no chat: %s',
    async (text) => {
      await stores.write('a.json', text);
      chats = await stores.open();
      expect([await idsOf(chats), await chats.find('a'), await chats.remove('a'), await messagesOf(chats, 'a')]).toEqual([[], undefined, false, []]);
      for (const id of ['a', 'A']) expect(await codeOf(chats.begin(turnOf(id)))).toBe('chat_id_taken');
      expect([await stores.read('a.json'), await stores.names('.')]).toEqual([text, expect.not.arrayContaining(['a.jsonl', '.legacy'])]);
    },
  );

  it('is not looked for under a name that is no id', async () => {
    for (const name of ['with space.json', 'dot.ted.json', `${'x'.repeat(129)}.json`, 'ü.json']) await stores.write(name, JSON.stringify(CHAT));
    await original('a');
    expect(await idsOf(chats)).toEqual(['a']);
  });

  it('is taken over again when a crash came before its original moved aside', async () => {
    await original('a');
    await mkdir(stores.path('.legacy'));
    await writeFile(stores.path('a.jsonl.tmp'), 'half of it');
    await ask(chats, 'a', { content: 'Two?' });
    expect((await messagesOf(chats, 'a')).map(({ content }) => content).slice(-2)).toEqual(['Two?', 'Paris.']);
    expect(await stores.names('.')).not.toContain('a.jsonl.tmp');
  });
});
