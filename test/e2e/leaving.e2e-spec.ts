import { ChatServer } from '../support/chat-server.js';
import { EventStream } from '../support/event-stream.js';
import { HeldBack } from '../support/held-back.js';
import { answering } from '../support/scripted-ollama.js';

const WORDS = ['Pa', 'ris', '.'];

/** How many words have come when the client leaves; the end of the answer comes after all of them. */
const POINTS: readonly [string, number][] = [
  ['before the first token', 0],
  ['at the first token', 1],
  ['in the middle', 2],
  ['after the last token, before the end', WORDS.length],
];

describe('a client that leaves', () => {
  let chat: ChatServer;
  const post = (chatId: string, stream: boolean, signal: AbortSignal) =>
    fetch(`${chat.server.url}/chat`, { method: 'POST', signal, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: 'q', chat_id: chatId, stream }) });
  const held = async (chatId: string, stream: boolean): Promise<{ words: HeldBack; leaving: AbortController; answer: Promise<Response> }> => {
    const words = new HeldBack(WORDS);
    const leaving = new AbortController();
    chat.ollama.script = words.script;
    const asked = chat.ollama.asked(chat.ollama.questions.length + 1);
    const answer = post(chatId, stream, leaving.signal);
    await asked;
    return { words, leaving, answer };
  };
  /** Until the server has got so much of an answer; told by whoever follows it. */
  const until = async (chatId: string, words: number): Promise<void> => {
    const reader = await EventStream.get(`${chat.server.url}/chat/stream/${chatId}`);
    let text = '';
    while (text !== WORDS.slice(0, words).join('')) text += (await reader.next())?.data.text ?? '';
    reader.leave();
  };
  beforeAll(async () => (chat = await ChatServer.start()));
  afterAll(() => chat.close());

  describe.each([['JSON', false], ['events', true]])('and wanted %s', (form, stream) => {
    it.each(POINTS)('%s, finds the whole answer in the history', async (_when, count) => {
      const chatId = `${form}-${count}`;
      const { words, leaving, answer } = await held(chatId, stream);
      words.release(count);
      await until(chatId, count);
      const body = answer.then((response) => response.text());
      leaving.abort();
      await expect(body).rejects.toThrow();
      const reader = await EventStream.get(`${chat.server.url}/chat/stream/${chatId}`);
      words.release();
      await reader.until(({ event }) => event === 'turn-end');
      expect((await chat.history(chatId)).map(({ content }) => content).slice(1)).toEqual(['q', 'Paris.']);
    });

    it('while it waits for its chat, leaves nothing behind, and its place to the next', async () => {
      const chatId = `${form}-waiting`;
      const { words, answer } = await held(chatId, stream);
      const asked = chat.ollama.questions.length;
      const leaving = new AbortController();
      const waiting = post(chatId, stream, leaving.signal);
      chat.ollama.script = answering(WORDS);
      const next = chat.ask('next', chatId).then((response) => response);
      leaving.abort();
      await expect(waiting).rejects.toThrow();
      words.release();
      await (await answer).text();
      expect((await next).status).toBe(200);
      expect((await chat.history(chatId)).filter(({ role }) => role === 'user').map(({ content }) => content)).toEqual(['q', 'next']);
      expect(chat.ollama.questions).toHaveLength(asked + 1);
    });
  });
});
