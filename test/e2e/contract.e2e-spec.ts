import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChatServer } from '../support/chat-server.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

describe('the contract', () => {
  let chat: ChatServer;
  beforeAll(async () => (chat = await ChatServer.start()));
  afterAll(() => chat.close());

  it('GET / tells name, version and every route', async () => {
    const { body } = await chat.get('/').expect(200);
    const facts = JSON.parse(await readFile(join(__dirname, '../../package.json'), 'utf8'));
    expect(body).toMatchObject({ app_name: facts.name, version: facts.version });
    expect(body.endpoints.map(({ method, path }: Record<string, string>) => `${method} ${path}`).toSorted()).toEqual(
      ['DELETE /chat/delete/{chat_id}', 'GET /', 'GET /chat/history', 'GET /chat/history/{chat_id}', 'PATCH /chat/history/{chat_id}', 'GET /chat/stream/{chat_id}', 'POST /chat/stop/{chat_id}', 'GET /docs', 'GET /models', 'GET /health', 'GET /health/live', 'GET /health/ready', 'GET /openapi.json', 'GET /redoc', 'GET /ui', 'POST /chat'].toSorted(),
    );
    expect(body.endpoints.every(({ description }: Record<string, string>) => description)).toBe(true);
  });

  it('GET /health tells that all is well', async () => {
    const { body } = await chat.get('/health').expect(200);
    expect(body).toEqual({ status: 'ok', timestamp: expect.stringMatching(UTC), response_code: 200 });
  });

  it('POST /chat answers under the id that was asked for, with all that is known of the answer', async () => {
    const { body } = await chat.ask('What is the capital of France?', 'trip').expect(200);
    expect(body).toEqual({
      response: 'The capital of France is Paris.',
      chat_id: 'trip',
      success: true,
      status: 'complete',
      user_message_id: expect.stringMatching(UUID),
      assistant_message_id: expect.stringMatching(UUID),
      model: 'ollama/tiny',
      usage: { prompt_tokens: 26, completion_tokens: 12, total_tokens: 38 },
      timings: { first_token_ms: expect.any(Number), total_ms: expect.any(Number), tokens_per_second: expect.any(Number) },
      context: { window: 8192, used: 38, messages_sent: 2, messages_left_out: 0, source: 'model' },
      settings: { temperature: 0.7 },
    });
  });

  it('POST /chat makes a UUID when there is no chat_id, or null', async () => {
    for (const chat_id of [undefined, null]) {
      const { body } = await chat.ask('Hello', chat_id as undefined).expect(200);
      expect(body.chat_id).toMatch(UUID);
    }
  });

  it('remembers: the next question is sent with what was said before', async () => {
    await chat.ask('First', 'memory').expect(200);
    await chat.ask('Second', 'memory').expect(200);
    expect(chat.ollama.questions.at(-1)?.messages).toEqual([
      { role: 'system', content: 'You are a helpful assistant.' },
      { role: 'user', content: 'First' },
      { role: 'assistant', content: 'The capital of France is Paris.' },
      { role: 'user', content: 'Second' },
    ]);
  });

  it('GET /chat/history/{chat_id} shows system prompt, questions and answers in turn', async () => {
    await chat.ask('Hi', 'shown').expect(200);
    const { body } = await chat.get('/chat/history/shown').expect(200);
    expect(body).toMatchObject({ chat_id: 'shown', success: true, history: { created_at: expect.stringMatching(UTC), last_updated: expect.stringMatching(UTC) } });
    expect(body.history.messages).toEqual([
      expect.objectContaining({ role: 'system', content: 'You are a helpful assistant.' }),
      { id: expect.stringMatching(UUID), role: 'user', content: 'Hi', timestamp: expect.stringMatching(UTC) },
      expect.objectContaining({ id: expect.stringMatching(UUID), role: 'assistant', content: 'The capital of France is Paris.', timestamp: expect.stringMatching(UTC), status: 'complete', model: 'ollama/tiny' }),
    ]);
  });

  it('GET /chat/history lists every chat with three messages after its first turn, newest first', async () => {
    await chat.ask('Older', 'older').expect(200);
    await chat.ask('Newer\nand more', 'newer').expect(200);
    const { body } = await chat.get('/chat/history').expect(200).expect('content-type', /^application\/json/);
    expect(body.success).toBe(true);
    expect(body.chats.newer).toEqual({ created_at: expect.stringMatching(UTC), last_updated: expect.stringMatching(UTC), message_count: 3, title: 'Newer', answering: false });
    expect(body.order.slice(0, 2)).toEqual(['newer', 'older']);
    expect(Object.keys(body.chats).toSorted()).toEqual(body.order.toSorted());
    expect(body.next_cursor).toBeNull();
  });

  it('DELETE /chat/delete/{chat_id} deletes, once', async () => {
    await chat.ask('Hi', 'gone').expect(200);
    const { body } = await chat.remove('gone').expect(200);
    expect(body).toEqual({ message: 'Chat gone deleted successfully', success: true });
    await chat.get('/chat/history/gone').expect(404);
    await chat.remove('gone').expect(404);
    expect(await readdir(join(chat.server.folder, 'chats'))).not.toContain('gone.jsonl');
  });

  it('keeps everything over a restart', async () => {
    await chat.ask('Hi', 'lasting').expect(200);
    const before = (await chat.get('/chat/history').expect(200)).body;
    expect(await chat.server.stop('SIGTERM')).toBe(0);
    await chat.restart();
    expect((await chat.get('/chat/history').expect(200)).body).toEqual(before);
    await chat.ask('Again', 'lasting').expect(200);
    expect((await chat.history('lasting')).map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user', 'assistant']);
  });

  it('reads system_prompt.txt anew for each new chat, and a chat keeps the one it began with', async () => {
    await chat.ask('Hi', 'first-prompt').expect(200);
    await writeFile(join(chat.server.folder, 'system_prompt.txt'), 'Answer like a pirate.\n');
    await chat.ask('Hi', 'second-prompt').expect(200);
    await chat.ask('Hi', 'first-prompt').expect(200);
    expect(chat.ollama.questions.at(-2)?.messages[0]).toEqual({ role: 'system', content: 'Answer like a pirate.' });
    expect(chat.ollama.questions.at(-1)?.messages[0]).toEqual({ role: 'system', content: 'You are a helpful assistant.' });
  });
});
