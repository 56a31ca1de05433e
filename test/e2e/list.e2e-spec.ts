import { ChatServer } from '../support/chat-server.js';
import { answering } from '../support/scripted-ollama.js';

describe('the list of chats', () => {
  let chat: ChatServer;
  const list = async (query = ''): Promise<{ order: string[]; chats: Record<string, { title: string; last_updated: string; excerpt?: string }>; next_cursor: string | null }> => (await chat.get(`/chat/history${query}`).expect(200)).body;
  beforeAll(async () => {
    chat = await ChatServer.start();
    for (let index = 0; index < 7; index++) {
      chat.ollama.script = answering([`Answer ${index} about the sea`]);
      await chat.ask(`Question ${index} on ${index % 2 === 0 ? 'Paris' : 'Rome'}\nand its GRÖßE`, `chat-${index}`).expect(200);
    }
  });
  afterAll(() => chat.close());

  it('comes in pages that meet', async () => {
    const all = await list();
    expect(all.next_cursor).toBeNull();
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list(`?limit=3${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      expect(page.order.length).toBeLessThanOrEqual(3);
      pages.push(...page.order);
      cursor = page.next_cursor;
    }
    expect(pages).toEqual(all.order);
    expect(all.order).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `chat-${index}`));
  });

  it.each([
    ['paris', [6, 4, 2, 0]],
    ['ROME sea', [5, 3, 1]],
    ['größe 3', [3]],
    ['answer', [6, 5, 4, 3, 2, 1, 0]],
    ['helpful assistant', []],
    ['paris rome', []],
    ['   ', [6, 5, 4, 3, 2, 1, 0]],
  ])('finds the chats in which every word of %j occurs', async (search, found) => {
    expect((await list(`?q=${encodeURIComponent(search)}`)).order).toEqual(found.map((index) => `chat-${index}`));
  });

  it('shows where a word stands that is not in the title', async () => {
    const excerptOf = async (search: string): Promise<string | undefined> => (await list(`?q=${encodeURIComponent(search)}`)).chats['chat-3']?.excerpt;
    expect(await excerptOf('rome 3')).toBeUndefined();
    expect(await excerptOf('SEA rome')).toBe('Answer 3 about the sea');
    expect(await excerptOf('größe')).toBe('Question 3 on Rome and its GRÖßE');
    expect((await list()).chats['chat-3']).not.toHaveProperty('excerpt');
  });

  it('pages through what was found', async () => {
    const first = await list('?q=paris&limit=3');
    expect(first.order).toEqual(['chat-6', 'chat-4', 'chat-2']);
    const second = await list(`?q=paris&limit=3&cursor=${first.next_cursor}`);
    expect([second.order, second.next_cursor]).toEqual([['chat-0'], null]);
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', 'limit=1.5', 'limit=', 'cursor=nonsense', 'cursor=eyJ4IjoxfQ', `q=${'x'.repeat(257)}`, 'limit=3&limit=4'])('refuses %s with 422', async (query) => {
    expect((await chat.get(`/chat/history?${query}`).expect(422)).body).toMatchObject({ code: 'validation_failed', success: false });
  });

  it('leaves out of account what it does not know, as the original did', async () => {
    expect((await list('?page=7')).order).toHaveLength(7);
  });

  it('shows a new title, where the chat stands', async () => {
    const before = await list();
    expect((await chat.rename('chat-2', '  Paris in spring ').expect(200)).body).toEqual({ chat_id: 'chat-2', title: 'Paris in spring', success: true });
    const after = await list();
    expect([after.order, after.chats['chat-2']]).toEqual([before.order, { ...before.chats['chat-2'], title: 'Paris in spring' }]);
    expect((await chat.get('/chat/history/chat-2').expect(200)).body.history.title).toBe('Paris in spring');
    expect((await list('?q=spring')).order).toEqual(['chat-2']);
    await chat.server.stop('SIGKILL');
    await chat.restart();
    expect((await list()).chats['chat-2']?.title).toBe('Paris in spring');
  });

  it.each([[''], [' '], ['a\0b'], [5], [null], ['x'.repeat(201)]])('refuses the title %j with 422', async (title) => {
    await chat.rename('chat-1', title).expect(422);
  });

  it('cannot rename a chat that is not there', async () => {
    expect((await chat.rename('nobody', 'x').expect(404)).body).toMatchObject({ code: 'chat_not_found' });
  });
});
