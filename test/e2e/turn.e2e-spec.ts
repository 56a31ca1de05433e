import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChatServer } from '../support/chat-server.js';
import { HeldBack } from '../support/held-back.js';
import { answering, chatLine, fallingSilent, lastLine } from '../support/scripted-ollama.js';

const whole = answering(['Paris.']);

describe('a turn', () => {
  let chat: ChatServer;
  const file = (id: string): Promise<string> => readFile(join(chat.server.folder, 'chats', `${id}.jsonl`), 'utf8');
  beforeAll(async () => (chat = await ChatServer.start({ SHUTDOWN_GRACE_MS: '100', PARTIAL_SAVE_MS: '20', MAX_WAITING: '2' })));
  beforeEach(() => (chat.ollama.script = whole));
  afterAll(() => chat.close());

  it('has its question on the disk before the model is asked', async () => {
    let seen = '';
    chat.ollama.script = async (scripted) => {
      seen = await file('durable');
      await whole(scripted);
    };
    await chat.ask('Is it kept?', 'durable').expect(200);
    expect(seen).toContain('Is it kept?');
    expect(seen).not.toContain('Paris.');
    expect(await file('durable')).toContain('Paris.');
  });

  it('goes on when its client leaves, and keeps the answer', async () => {
    const held = new HeldBack(['Par', 'is.']);
    chat.ollama.script = held.script;
    const begun = chat.ollama.asked(chat.ollama.questions.length + 1);
    const leaving = new AbortController();
    const asked = fetch(`${chat.server.url}/chat`, { method: 'POST', signal: leaving.signal, headers: { 'content-type': 'application/json' }, body: '{"message":"a","chat_id":"left"}' });
    await begun;
    leaving.abort();
    await expect(asked).rejects.toThrow();
    chat.ollama.script = whole;
    const next = chat.ask('b', 'left').expect(200).then((answer) => answer);
    held.release();
    await next;
    expect((await chat.history('left')).map(({ content }) => content).slice(1)).toEqual(['a', 'Paris.', 'b', 'Paris.']);
  });

  it('is the only one of its chat: others wait in order, a few, the rest is told at once', async () => {
    const held = new HeldBack(['Par', 'is.']);
    chat.ollama.script = held.script;
    const begun = chat.ollama.asked(chat.ollama.questions.length + 1);
    const first = chat.ask('1', 'line').then((answer) => answer);
    await begun;
    expect((await chat.get('/chat/history')).body.chats.line).toMatchObject({ answering: true, message_count: 2 });
    chat.ollama.script = whole;
    const waiting = ['2', '3', '4'].map((message) => chat.ask(message, 'line').then((answer) => answer));
    const busy = await Promise.race(waiting);
    expect(busy.status).toBe(409);
    expect(busy.body).toMatchObject({ code: 'chat_busy', success: false });
    expect(busy.headers).toMatchObject({ 'retry-after': '5', 'x-should-retry': 'false' });
    await chat.ask('other', 'other-line').expect(200);
    held.release();
    expect((await first).body.response).toBe('Paris.');
    expect((await Promise.all(waiting)).map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
    expect((await chat.history('line')).filter(({ role }) => role === 'user')).toHaveLength(3);
    expect(chat.ollama.questions.filter(({ messages }) => messages.at(-1)?.content === '1')).toHaveLength(1);
  });

  it('keeps a question whose answer never came as failed, and does not send it again', async () => {
    chat.ollama.script = (scripted) => scripted.refuse(500, 'out of memory');
    const { body } = await chat.ask('lost?', 'failing').expect(502);
    expect(body).toMatchObject({ code: 'provider_failed', chat_id: 'failing', detail: expect.stringMatching('out of memory'), success: false });
    expect((await chat.history('failing'))[1]).toMatchObject({ id: body.user_message_id, role: 'user', content: 'lost?', status: 'failed', code: 'provider_failed' });
    chat.ollama.script = whole;
    await chat.ask('next', 'failing').expect(200);
    expect(chat.ollama.questions.at(-1)?.messages.map(({ content }) => content)).toEqual(['You are a helpful assistant.', 'next']);
  });

  it('keeps what had arrived when the model breaks off, and says so', async () => {
    chat.ollama.script = async (scripted) => {
      await scripted.line(chatLine('Par'));
      scripted.cut();
    };
    const { body } = await chat.ask('q', 'partial').expect(502);
    expect(body).toMatchObject({ code: 'provider_failed', answer: { response: 'Par', status: 'incomplete', incomplete_reason: 'provider_error' } });
    expect((await chat.history('partial')).at(-1)).toMatchObject({ id: body.answer.assistant_message_id, role: 'assistant', content: 'Par', status: 'incomplete', incomplete_reason: 'provider_error' });
    chat.ollama.script = whole;
    await chat.ask('next', 'partial').expect(200);
    expect(chat.ollama.questions.at(-1)?.messages.map(({ content }) => content).slice(1)).toEqual(['q', 'Par', 'next']);
  });

  it('tells an answer that reached its limit', async () => {
    chat.ollama.script = answering(['Pa'], lastLine({ done_reason: 'length' }));
    expect((await chat.ask('q').expect(200)).body).toMatchObject({ success: true, response: 'Pa', status: 'incomplete', incomplete_reason: 'length' });
  });

  it('tells what the model thought apart from what it said', async () => {
    chat.ollama.script = async (scripted) => {
      await scripted.line(chatLine('', { thinking: 'Hm, France. ' }));
      await whole(scripted);
    };
    expect((await chat.ask('q', 'thinking').expect(200)).body).toMatchObject({ response: 'Paris.', reasoning: 'Hm, France. ' });
    expect((await chat.history('thinking')).at(-1)).toMatchObject({ content: 'Paris.', reasoning: 'Hm, France. ' });
    await chat.ask('q', 'thinking').expect(200);
    expect(JSON.stringify(chat.ollama.questions.at(-1)?.messages)).not.toContain('Hm');
  });

  it('calls an answer without a word a failure, and an empty one to a full window an overflow', async () => {
    chat.ollama.script = answering([]);
    expect((await chat.ask('q').expect(502)).body).toMatchObject({ code: 'provider_failed' });
    chat.ollama.script = answering([], lastLine({ prompt_eval_count: 8192, eval_count: 1 }));
    expect((await chat.ask('q', 'full').expect(413)).body).toMatchObject({ code: 'context_overflow', chat_id: 'full' });
    expect((await chat.history('full')).at(-1)).toMatchObject({ status: 'failed', code: 'context_overflow' });
  });

  it('refuses a question that cannot fit the window before anything is stored, and says by how much', async () => {
    const { body } = await chat.ask('word '.repeat(10_000), 'too-long').expect(413);
    expect(body).toMatchObject({ code: 'context_overflow', detail: expect.stringMatching(/about \d+ tokens too long.*8192/) });
    expect(body).not.toHaveProperty('chat_id');
    await chat.get('/chat/history/too-long').expect(404);
  });

  it('leaves out the oldest turns when they no longer fit, and says how many messages', async () => {
    chat.ollama.script = answering(['y'.repeat(5000)], lastLine({ prompt_eval_count: undefined, eval_count: undefined }));
    for (let turn = 0; turn < 6; turn++) await chat.ask(`${turn} ${'x'.repeat(5000)}`, 'long').expect(200);
    const { body } = await chat.ask('last', 'long').expect(200);
    expect(body.context).toMatchObject({ window: 8192, source: 'estimate', messages_sent: 6, messages_left_out: 8 });
    expect(body.context.used).toBeGreaterThan(4000);
    expect(body.context.used).toBeLessThanOrEqual(8192);
    expect(chat.ollama.questions.at(-1)?.messages.map(({ content }) => content.slice(0, 1))).toEqual(['Y', '4', 'y', '5', 'y', 'l']);
  });

  it('ends when its chat is deleted: the model is left, whoever waits is told, nothing comes back', async () => {
    chat.ollama.script = fallingSilent(['Par']);
    const count = chat.ollama.questions.length;
    const asked = chat.ask('q', 'doomed').then((answer) => answer);
    await chat.ollama.asked(count + 1);
    const others = ['w', 'w', 'w'].map((message) => chat.ask(message, 'doomed').then((answer) => answer));
    expect((await Promise.race(others)).body).toMatchObject({ code: 'chat_busy' });
    await chat.remove('doomed').expect(200);
    await chat.ollama.idle();
    expect((await asked).body).toMatchObject({ status: 409, code: 'chat_deleted' });
    expect((await Promise.all(others)).map(({ body }) => body.code).toSorted()).toEqual(['chat_busy', 'chat_deleted', 'chat_deleted']);
    await chat.get('/chat/history/doomed').expect(404);
    expect(chat.ollama.questions).toHaveLength(count + 1);
  });

  it('is ended by SIGTERM after its grace, kept as it is, with exit code 0', async () => {
    chat.ollama.script = fallingSilent(['Par']);
    const count = chat.ollama.questions.length;
    const asked = chat.ask('q', 'cut').then((answer) => answer);
    await chat.ollama.asked(count + 1);
    while (!(await file('cut')).includes('"partial"'));
    expect(await chat.server.stop('SIGTERM')).toBe(0);
    expect((await asked).body).toMatchObject({ status: 503, code: 'shutting_down', answer: { response: 'Par', incomplete_reason: 'shutdown' } });
    await chat.restart();
    expect((await chat.history('cut')).at(-1)).toMatchObject({ content: 'Par', status: 'incomplete', incomplete_reason: 'shutdown' });
  });

  it('leaves what was saved of it, marked interrupted, when the server is killed', async () => {
    chat.ollama.script = fallingSilent(['Par']);
    const asked = [chat.ask('q', 'killed'), chat.ask('q', 'killed-early')].map((test) => test.then((answer) => answer, (error: Error) => error));
    while (!(await file('killed').catch(() => '')).includes('"partial"'));
    while (!(await file('killed-early').catch(() => '')).includes('"user"'));
    await chat.server.stop('SIGKILL');
    await Promise.all(asked);
    await appendFile(join(chat.server.folder, 'chats', 'killed.jsonl'), '{"t":"message","ro');
    await chat.restart();
    expect((await chat.history('killed')).at(-1)).toMatchObject({ role: 'assistant', content: 'Par', status: 'incomplete', incomplete_reason: 'interrupted' });
    expect((await chat.history('killed-early'))[1]).toMatchObject({ role: 'user', content: 'q' });
    chat.ollama.script = whole;
    await chat.ask('next', 'killed').expect(200);
    expect((await chat.history('killed')).map(({ content }) => content).slice(1)).toEqual(['q', 'Par', 'next', 'Paris.']);
  });
});
