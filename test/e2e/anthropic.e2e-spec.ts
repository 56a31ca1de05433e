import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request, { type Test } from 'supertest';
import { CANARY } from '../support/asking.js';
import { EventStream, textOf } from '../support/event-stream.js';
import { answering, answerOf, blockStart, blockStop, failing, fallingSilent, KEY, LAST, saying, ScriptedAnthropic, sending, startOf, stopOf, thinking } from '../support/scripted-anthropic.js';
import { type RunningServer, runToEnd, startServer } from '../support/server.js';

const envOf = (anthropic: ScriptedAnthropic, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PROVIDER: 'anthropic',
  ANTHROPIC_BASE_URL: anthropic.url,
  ANTHROPIC_API_KEY: KEY,
  ANTHROPIC_MODEL: 'claude-tiny',
  ...more,
});

describe('a server with PROVIDER=anthropic', () => {
  let anthropic: ScriptedAnthropic;
  let server: RunningServer;
  const ask = (message: string, chat_id: string): Test => request(server.url).post('/chat').send({ message, chat_id });
  const stream = (message: string, chat_id: string): Promise<EventStream> => EventStream.post(`${server.url}/chat`, { message, chat_id, stream: true });
  const history = async (chatId: string): Promise<Record<string, unknown>[]> => (await request(server.url).get(`/chat/history/${chatId}`).expect(200)).body.history.messages;
  beforeAll(async () => {
    anthropic = await ScriptedAnthropic.start();
    server = await startServer({ env: envOf(anthropic) });
  });
  beforeEach(() => (anthropic.script = answering(['The capital', ' of France', ' is Paris.'])));
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await anthropic.close();
  });

  it('answers, tells tokens and window, and sends the history with the next question', async () => {
    const { body } = await ask('q', 'asked').expect(200);
    expect(body).toMatchObject({ response: 'The capital of France is Paris.', status: 'complete', model: 'anthropic/claude-tiny', usage: { prompt_tokens: 26, completion_tokens: 12, total_tokens: 38 }, context: { window: 200_000, used: 38, source: 'model' } });
    await ask('and Spain?', 'asked').expect(200);
    const { system, messages } = anthropic.questions.at(-1)!;
    expect(system).not.toBe('');
    expect(messages).toEqual([{ role: 'user', content: 'q' }, { role: 'assistant', content: 'The capital of France is Paris.' }, { role: 'user', content: 'and Spain?' }]);
    expect(server.output()).toMatch(/\(provider anthropic, model claude-tiny\)/);
  });

  it('streams what the model thinks apart from what it says', async () => {
    anthropic.script = sending(startOf(), blockStart(0, { type: 'thinking', thinking: '' }), thinking(0, 'Hm.'), blockStop(0), blockStart(1), saying(1, 'Paris.'), blockStop(1), stopOf('end_turn'), LAST);
    const events = await (await stream('q', 'streamed')).all();
    expect(events.map(({ event, data }) => [event, data.text])).toEqual([['turn-start', undefined], ['reasoning-delta', 'Hm.'], ['text-delta', 'Paris.'], ['turn-end', undefined]]);
    expect(events.at(-1)!.data).toMatchObject({ response: 'Paris.', reasoning: 'Hm.', status: 'complete' });
  });

  it('stops: the model is left at once, and what had come is kept and sent on', async () => {
    anthropic.script = fallingSilent(['Par']);
    const events = await stream('q', 'stopped');
    await events.until(({ event }) => event === 'text-delta');
    await request(server.url).post('/chat/stop/stopped').expect(200);
    await anthropic.idle();
    expect((await events.all()).at(-1)).toMatchObject({ event: 'turn-end', data: { response: 'Par', incomplete_reason: 'stopped' } });
    anthropic.script = answering(['Paris.']);
    await ask('go on', 'stopped').expect(200);
    expect(anthropic.questions.at(-1)!.messages).toEqual([{ role: 'user', content: 'q' }, { role: 'assistant', content: 'Par' }, { role: 'user', content: 'go on' }]);
  });

  it('does not send a question again that was left without an answer', async () => {
    anthropic.script = (message) => message.refuse(529, 'overloaded_error', 'Overloaded', { 'retry-after': '9' });
    const { body, headers } = await ask('q', 'overloaded').expect(503);
    expect([body.code, headers['retry-after']]).toEqual(['provider_busy', '9']);
    anthropic.script = answering(['Paris.']);
    await ask('again', 'overloaded').expect(200);
    expect(anthropic.questions.at(-1)!.messages).toEqual([{ role: 'user', content: 'again' }]);
  });

  it('says that it was overloaded in the middle, and keeps what had come', async () => {
    anthropic.script = async (message) => (await message.events(startOf(), blockStart(0), saying(0, 'Par'), failing('overloaded_error', 'Overloaded')), message.end());
    const events = await (await stream('q', 'middle')).all();
    expect(textOf(events)).toBe('Par');
    expect(events.at(-1)).toMatchObject({ event: 'turn-error', data: { status: 503, code: 'provider_busy', detail: expect.stringMatching(/is overloaded \(529\): Overloaded\. Ask again in a moment\.$/), answer: { response: 'Par', incomplete_reason: 'provider_error' } } });
    expect((await history('middle')).at(-1)).toMatchObject({ content: 'Par', status: 'incomplete', code: 'provider_busy' });
  });

  it('says that an answer was cut at its limit', async () => {
    anthropic.script = answering(['Par'], stopOf('max_tokens'));
    expect((await ask('q', 'limit').expect(200)).body).toMatchObject({ response: 'Par', status: 'incomplete', incomplete_reason: 'length' });
  });

  it('says 413 when the model finds the question too long', async () => {
    anthropic.script = (message) => message.refuse(400, 'invalid_request_error', 'prompt is too long: 200001 tokens > 200000 maximum');
    expect((await ask('q', 'long').expect(413)).body).toMatchObject({ code: 'context_overflow', detail: expect.stringMatching('ANTHROPIC_CONTEXT') });
  });
});

describe('a server with PROVIDER=anthropic that cannot ask', () => {
  it('says what is not set, and does not start', async () => {
    const { code, output } = await runToEnd({ PROVIDER: 'anthropic' }, __dirname);
    expect(code).toBe(1);
    expect(output).toMatch(/ANTHROPIC_API_KEY must be a key of the API \(not set\)\n.*ANTHROPIC_MODEL must be the name of a model, such as \S+ \(not set\)/);
  });

  it('says at its start, at /health/ready and to who asks that the key is wrong, and never shows it', async () => {
    const anthropic = await ScriptedAnthropic.start();
    anthropic.key = 'another';
    const server = await startServer({ env: envOf(anthropic, { LOG_LEVEL: 'trace', ANTHROPIC_LOG: 'debug' }) });
    const ready = await request(server.url).get('/health/ready').expect(503);
    expect(ready.body.details.provider).toMatchObject({ status: 'down', code: 'provider_failed', message: expect.stringMatching(/does not accept the key \(401\).*Set ANTHROPIC_API_KEY/) });
    const asked = await request(server.url).post('/chat').send({ message: CANARY }).expect(502);
    expect(asked.body.detail).toMatch('Set ANTHROPIC_API_KEY to a valid one.');
    anthropic.key = KEY;
    await request(server.url).get('/health/ready').expect(200);
    anthropic.script = answering([CANARY]);
    await request(server.url).post('/chat').send({ message: CANARY }).expect(200);
    await server.stop('SIGTERM');
    expect(server.output()).toMatch(/does not accept the key/);
    for (const secret of [KEY, CANARY]) expect(`${server.output()} ${JSON.stringify([ready.body, asked.body])}`).not.toContain(secret);
    await server[Symbol.asyncDispose]();
    await anthropic.close();
  });

  it('says that nothing is there, and is ready as soon as it is', async () => {
    const anthropic = await ScriptedAnthropic.start();
    const env = envOf(anthropic);
    await anthropic.close();
    const server = await startServer({ env });
    const says = /^http:\/\/127\.0\.0\.1:\d+ is not reached \(ECONNREFUSED\)\. Check the network and ANTHROPIC_BASE_URL\.$/;
    expect((await request(server.url).get('/health/ready').expect(503)).body.details.provider).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching(says) });
    expect((await request(server.url).post('/chat').send({ message: 'q' }).expect(503)).body).toMatchObject({ code: 'provider_unavailable', detail: expect.stringMatching(says) });
    const later = await ScriptedAnthropic.start(Number(new URL(env['ANTHROPIC_BASE_URL']!).port));
    later.script = sending(...answerOf(['Here.']));
    await request(server.url).get('/health/ready').expect(200);
    expect((await request(server.url).post('/chat').send({ message: 'q' }).expect(200)).body.response).toBe('Here.');
    await server[Symbol.asyncDispose]();
    await later.close();
  });

  it('says that there is no such model', async () => {
    const anthropic = await ScriptedAnthropic.start();
    const server = await startServer({ env: envOf(anthropic, { ANTHROPIC_MODEL: 'claude-gone' }) });
    expect((await request(server.url).get('/health/ready').expect(503)).body.details.model).toMatchObject({ status: 'down', code: 'model_not_found', message: expect.stringMatching(/has no model claude-gone.*ANTHROPIC_MODEL/) });
    expect((await request(server.url).post('/chat').send({ message: 'q' }).expect(503)).body.code).toBe('model_not_found');
    await server[Symbol.asyncDispose]();
    await anthropic.close();
  });
});

describe('the SDK of Anthropic', () => {
  it('is loaded when it is used, and else not', async () => {
    const anthropic = await ScriptedAnthropic.start();
    const sdk = 'node_modules/@anthropic-ai/sdk/';
    expect(await filesLoadedWith(envOf(anthropic))).toContain(sdk);
    expect(await filesLoadedWith({ PROVIDER: 'ollama', OLLAMA_URL: 'http://127.0.0.1:9' })).not.toContain(sdk);
    await anthropic.close();
  });
});

/** The files that a start loads, as V8 tells when the process ends. */
async function filesLoadedWith(env: Readonly<Record<string, string>>): Promise<string> {
  const server = await startServer({ env: { NODE_V8_COVERAGE: 'loaded', ...env } });
  await server.stop('SIGTERM');
  const folder = join(server.folder, 'loaded');
  const reports = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  await server[Symbol.asyncDispose]();
  return reports.join('');
}
