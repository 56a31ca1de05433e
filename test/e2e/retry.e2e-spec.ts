import { ChatServer } from '../support/chat-server.js';
import { EventStream, textOf } from '../support/event-stream.js';
import { HeldBack } from '../support/held-back.js';
import { answering, chatLine, type ScriptedChat } from '../support/scripted-ollama.js';

const WORDS = ['Par', 'is.'];

describe('a question sent again under its Idempotency-Key', () => {
  let chat: ChatServer;
  const ask = (message: string, key: string, chat_id?: string) => chat.ask(message, chat_id).set('idempotency-key', key);
  /** How often the model was asked since. */
  const counter = () => {
    const before = chat.ollama.questions.length;
    return () => chat.ollama.questions.length - before;
  };
  beforeAll(async () => (chat = await ChatServer.start({ PARTIAL_SAVE_MS: '20', SHUTDOWN_GRACE_MS: '100' })));
  beforeEach(() => (chat.ollama.script = answering(WORDS)));
  afterAll(() => chat.close());

  it('gets the answer of the first time, and the model is not asked again', async () => {
    const asked = counter();
    const first = await ask('q', 'k', 'again').expect(200);
    const second = await ask('q', 'k', 'again').expect(200);
    expect(second.body).toEqual(first.body);
    expect([asked(), (await chat.history('again')).length]).toEqual([1, 3]);
  });

  it('finds its chat by the key alone when it names none', async () => {
    const asked = counter();
    const first = await ask('q', 'nameless').expect(200);
    const second = await ask('q', 'nameless').expect(200);
    expect(first.body.chat_id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(second.body).toEqual(first.body);
    expect((await ask('q', 'another').expect(200)).body.chat_id).not.toBe(first.body.chat_id);
    expect(asked()).toBe(2);
  });

  it('is one turn when twenty come at once, in both forms', async () => {
    const asked = counter();
    const held = new HeldBack(WORDS);
    chat.ollama.script = held.script;
    const streams = Array.from({ length: 10 }, async () => (await EventStream.post(`${chat.server.url}/chat`, { message: 'q', chat_id: 'twenty', stream: true }, { 'idempotency-key': 'k' })).all());
    const bodies = Array.from({ length: 10 }, () => ask('q', 'k', 'twenty').then((answer) => answer));
    await chat.ollama.asked(chat.ollama.questions.length + 1);
    held.release();
    for (const events of await Promise.all(streams)) expect([textOf(events), events.at(-1)?.event]).toEqual(['Paris.', 'turn-end']);
    const ids = (await Promise.all(bodies)).map(({ status, body }) => [status, body.assistant_message_id]);
    expect(new Set(ids.map(String)).size).toBe(1);
    expect([ids[0]![0], asked(), (await chat.history('twenty')).length]).toEqual([200, 1, 3]);
  });

  it('is another question\'s key: 422, while that runs and afterwards', async () => {
    const held = new HeldBack(WORDS);
    chat.ollama.script = held.script;
    const count = chat.ollama.questions.length;
    const first = ask('q', 'k', 'mixed').then((answer) => answer);
    await chat.ollama.asked(count + 1);
    expect((await ask('other', 'k', 'mixed').expect(422)).body).toMatchObject({ code: 'idempotency_key_reused' });
    held.release();
    await first;
    expect((await ask('other', 'k', 'mixed').expect(422)).body).toMatchObject({ code: 'idempotency_key_reused' });
    await ask('q', 'k', 'mixed').expect(200);
  });

  it('is told its answer again at once, although another question of the chat is being answered', async () => {
    const first = await ask('q', 'k', 'meanwhile').expect(200);
    const held = new HeldBack(WORDS);
    chat.ollama.script = held.script;
    const asked = chat.ollama.asked(chat.ollama.questions.length + 1);
    const other = chat.ask('other', 'meanwhile').then((answer) => answer);
    await asked;
    expect((await ask('q', 'k', 'meanwhile').expect(200)).body).toEqual(first.body);
    const watched = await EventStream.get(`${chat.server.url}/chat/stream/meanwhile`);
    expect((await watched.next())?.data.title).toBe('q');
    held.release();
    expect((await watched.all()).at(-1)?.data.user_message_id).toBe((await other).body.user_message_id);
  });

  it('finds its turn after a restart', async () => {
    const first = await ask('q', 'k', 'restarted').expect(200);
    await chat.server.stop('SIGTERM');
    await chat.restart();
    const asked = counter();
    expect((await ask('q', 'k', 'restarted').expect(200)).body).toEqual(first.body);
    expect(asked()).toBe(0);
  });

  it('is asked again when it failed before any text and is the last of its chat', async () => {
    chat.ollama.script = (scripted) => scripted.refuse(503, 'busy');
    await ask('q', 'k', 'failing').expect(503);
    chat.ollama.script = answering(WORDS);
    const { body } = await ask('q', 'k', 'failing').expect(200);
    const history = await chat.history('failing');
    expect(history.map(({ role, content, status }) => [role, content, status])).toEqual([['system', 'You are a helpful assistant.', undefined], ['user', 'q', undefined], ['assistant', 'Paris.', 'complete']]);
    expect(history[1]!['id']).toBe(body.user_message_id);
  });

  it('is told its failure again when another question came after it', async () => {
    chat.ollama.script = (scripted) => scripted.refuse(503, 'busy');
    const first = await ask('q', 'k', 'passed').expect(503);
    chat.ollama.script = answering(WORDS);
    await chat.ask('later', 'passed').expect(200);
    const asked = counter();
    const { body } = await ask('q', 'k', 'passed').expect(503);
    expect(body).toMatchObject({ code: first.body.code, user_message_id: first.body.user_message_id, chat_id: 'passed' });
    expect(asked()).toBe(0);
  });

  it('is told what there was of an answer that broke off', async () => {
    chat.ollama.script = async (scripted: ScriptedChat) => {
      await scripted.line(chatLine('Par'));
      scripted.reset();
    };
    const first = await ask('q', 'k', 'broken').expect(502);
    chat.ollama.script = answering(WORDS);
    const { body } = await ask('q', 'k', 'broken').expect(502);
    expect(body.answer).toEqual(first.body.answer);
    expect(body).toMatchObject({ code: 'provider_failed', answer: { response: 'Par', incomplete_reason: 'provider_error' } });
  });

  it('is asked again when it was stopped before any text', async () => {
    const held = new HeldBack(WORDS);
    chat.ollama.script = held.script;
    const count = chat.ollama.questions.length;
    const first = ask('q', 'k', 'stopped').then((answer) => answer);
    await chat.ollama.asked(count + 1);
    await chat.stop('stopped').expect(200);
    expect((await first).body).toMatchObject({ response: '', incomplete_reason: 'stopped' });
    chat.ollama.script = answering(WORDS);
    expect((await ask('q', 'k', 'stopped').expect(200)).body.response).toBe('Paris.');
  });

  it('was not recorded when it was refused before it was accepted', async () => {
    await ask('word '.repeat(10_000), 'k', 'refused').expect(413);
    await ask('q', 'k', 'refused').expect(200);
  });

  it.each([['', 422], ['k'.repeat(255), 200], ['k'.repeat(256), 422]])('may have a key of 1 to 255 characters', async (key, status) => {
    await ask('q', key).expect(status);
  });
});
