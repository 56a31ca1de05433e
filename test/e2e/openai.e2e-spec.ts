import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request, { type Test } from 'supertest';
import { EventStream, textOf } from '../support/event-stream.js';
import { CANARY } from '../support/asking.js';
import { delta, fallingSilent, saying, ScriptedCompletions } from '../support/scripted-completions.js';
import { KEY } from '../support/scripted-openai-subject.js';
import { type RunningServer, runToEnd, startServer } from '../support/server.js';

let upstream: ScriptedCompletions;
let server: RunningServer;

const start = (env: Readonly<Record<string, string>> = {}): Promise<RunningServer> =>
  startServer({ env: { PROVIDER: 'openai', OPENAI_BASE_URL: `${upstream.url}/v1`, OPENAI_API_KEY: KEY, OPENAI_MODEL: 'tiny', LOG_LEVEL: 'trace', OPENAI_LOG: 'debug', ...env } });
const ask = (message: string, chat_id: string): Test => request(server.url).post('/chat').send({ message, chat_id });
const history = async (chatId: string): Promise<Record<string, unknown>[]> => (await request(server.url).get(`/chat/history/${chatId}`).expect(200)).body.history.messages;

beforeAll(async () => {
  upstream = await ScriptedCompletions.start();
  server = await start();
});
beforeEach(() => (upstream.script = saying('The capital', ' of France', ' is Paris.')));
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await upstream.close();
});

describe('a server with PROVIDER=openai', () => {
  it('answers, says which model it was, and shows the next question what was said', async () => {
    const { body } = await ask('What is the capital of France?', 'trip').expect(200);
    expect(body).toMatchObject({ response: 'The capital of France is Paris.', status: 'complete', model: 'openai/tiny', usage: { prompt_tokens: 26, completion_tokens: 12, total_tokens: 38 }, context: { window: 8192 } });
    await ask('And what language is spoken there?', 'trip').expect(200);
    expect(upstream.questions.at(-1)?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect((await history('trip')).at(-1)).toMatchObject({ role: 'assistant', model: 'openai/tiny', status: 'complete' });
  });

  it('streams thoughts and text as they come', async () => {
    upstream.script = async (answer) => {
      await answer.data(delta({ reasoning_content: 'Hm.' }));
      await answer.say('Par');
      await answer.say('is.');
      await answer.end();
    };
    const events = await (await EventStream.post(`${server.url}/chat`, { message: 'q', chat_id: 'streamed', stream: true })).all();
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['turn-start', 'reasoning-delta', 'text-delta', 'turn-end']));
    expect(textOf(events)).toBe('Paris.');
    expect(events.at(-1)?.data).toMatchObject({ response: 'Paris.', reasoning: 'Hm.', model: 'openai/tiny' });
  });

  it('stops, leaves the model at once and keeps what had come', async () => {
    upstream.script = fallingSilent('Par');
    const stream = await EventStream.post(`${server.url}/chat`, { message: 'q', chat_id: 'stopped', stream: true });
    await stream.until(({ event }) => event === 'text-delta');
    await request(server.url).post('/chat/stop/stopped').expect(200);
    expect((await stream.all()).at(-1)).toMatchObject({ event: 'turn-end', data: { response: 'Par', status: 'incomplete', incomplete_reason: 'stopped' } });
    await upstream.idle();
  });

  it('is ready', async () => {
    const { body } = await request(server.url).get('/health/ready').expect(200);
    expect(body.details).toMatchObject({ provider: { status: 'up', name: 'openai' }, model: { status: 'up', name: 'tiny' } });
  });

  it('passes on when to ask again', async () => {
    upstream.script = (answer) => answer.refuse(429, { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } }, { 'retry-after': '9' });
    const answer = await ask('q', 'busy').expect(503);
    expect([answer.body.code, answer.headers['retry-after']]).toEqual(['provider_busy', '9']);
  });

  it('says that the conversation is too long for the model', async () => {
    upstream.script = (answer) => answer.refuse(400, { error: { message: "This model's maximum context length is 10 tokens.", code: 'context_length_exceeded' } });
    expect((await ask('q', 'long').expect(413)).body).toMatchObject({ code: 'context_overflow', detail: expect.stringMatching('OPENAI_CONTEXT') });
    expect((await history('long')).at(-1)).toMatchObject({ role: 'user', status: 'failed', code: 'context_overflow' });
  });

  it('says what is wrong with its key, in an answer and at /health/ready, and nothing of the key', async () => {
    upstream.script = (answer) => answer.refuse(401, { error: { message: `Incorrect API key provided: ${KEY}` } });
    upstream.instead.set('/v1/models', (_request, response) => void response.writeHead(401).end('{}'));
    const answer = await ask('q', 'wrong-key').expect(502);
    const ready = await request(server.url).get('/health/ready').expect(503);
    upstream.instead.clear();
    expect(answer.body).toMatchObject({ code: 'provider_failed', detail: expect.stringMatching(/does not accept the key in OPENAI_API_KEY/) });
    expect(ready.body.details.provider).toMatchObject({ status: 'down', message: expect.stringMatching(/OPENAI_API_KEY/) });
    expect(answer.text + ready.text).not.toContain(KEY);
  });

  it('says which models there are when it has not the one it should ask', async () => {
    upstream.instead.set('/v1/models', (_request, response) => void response.end('{"data":[{"id":"large"}]}'));
    const { body } = await request(server.url).get('/health/ready').expect(503);
    upstream.instead.clear();
    expect(body.details).toMatchObject({ provider: { status: 'up' }, model: { status: 'down', code: 'model_not_found', message: expect.stringMatching(/has no model tiny.*It has large/) } });
  });

  it('says so when the server is away, and is answered as soon as it is back', async () => {
    const { port } = new URL(upstream.url);
    await upstream.close();
    expect((await ask('q', 'away').expect(503)).body).toMatchObject({ code: 'provider_unavailable', detail: expect.stringMatching(/^Nothing answers at http:.*Start the server there, or set OPENAI_BASE_URL/) });
    const { body } = await request(server.url).get('/health/ready').expect(503);
    expect(body.details.provider).toMatchObject({ status: 'down', code: 'provider_unavailable' });
    upstream = await ScriptedCompletions.start(Number(port));
    expect((await ask('q', 'away').expect(200)).body.response).toBe('The capital of France is Paris.');
    await request(server.url).get('/health/ready').expect(200);
  });

  it('leaves no key and nothing that was said in its log, and no key in its files, at the most talkative level', async () => {
    const talkative = await start();
    const asking = (message: string): Test => request(talkative.url).post('/chat').send({ message });
    upstream.script = saying(`${CANARY}-answer`);
    await asking(`${CANARY}-question`).expect(200);
    upstream.script = (answer) => answer.refuse(500, { error: { message: `cannot do ${CANARY} with ${KEY}` } });
    await asking(CANARY).expect(502);
    upstream.script = async (answer) => {
      await answer.bytes(`event: thread.message\ndata: ${CANARY} ${KEY}\n\n`);
      answer.response.end();
    };
    await asking(CANARY).expect(502);
    upstream.script = (answer) => answer.reset();
    await asking(CANARY).expect(502);
    await talkative.stop('SIGTERM');
    const folder = join(talkative.folder, 'chats');
    const files = await Promise.all((await readdir(folder)).filter((name) => name.endsWith('.jsonl')).map((name) => readFile(join(folder, name), 'utf8')));
    await talkative[Symbol.asyncDispose]();
    expect(talkative.output()).toMatch(/Listening on/);
    expect(talkative.output()).not.toContain(CANARY);
    expect(files.join('')).toContain(`${CANARY}-question`);
    expect(talkative.output() + files.join('')).not.toContain(KEY);
  });
});

describe('a start with PROVIDER=openai that must not happen', () => {
  it('says which settings are missing or wrong, and shows no key', async () => {
    const { code, output } = await runToEnd({ PROVIDER: 'openai', OPENAI_BASE_URL: 'nowhere', OPENAI_API_KEY: `${KEY}\nmore`, OPENAI_CONTEXT: 'wide' }, __dirname);
    expect(code).toBe(1);
    for (const fault of [/OPENAI_MODEL must be the name of a model/, /OPENAI_BASE_URL must be an http or https address such as https:\/\/api\.openai\.com\/v1/, /OPENAI_API_KEY must be on one line/, /OPENAI_CONTEXT must be a whole number/]) expect(output).toMatch(fault);
    expect(output).not.toContain(KEY);
  });

  it('asks for nothing of it when another provider is chosen', async () => {
    const local = await startServer({ env: { PROVIDER: 'ollama', OPENAI_BASE_URL: 'nowhere', OPENAI_CONTEXT: 'wide' } });
    await request(local.url).get('/health').expect(200);
    await local[Symbol.asyncDispose]();
  });
});
