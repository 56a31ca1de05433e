import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import request, { type Test } from 'supertest';
import { fallingSilent as silentCompletion, ScriptedCompletions, saying } from '../support/scripted-completions.js';
import { KEY } from '../support/scripted-openai-subject.js';
import { answering, chatLine, ScriptedOllama } from '../support/scripted-ollama.js';
import { type RunningServer, runToEnd, startServer } from '../support/server.js';

/** An address at which nothing listens. */
async function nowhere(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe('a server with PROVIDERS=ollama,openai', () => {
  let ollama: ScriptedOllama;
  let completions: ScriptedCompletions;
  let server: RunningServer;
  const env = (url = completions.url): Record<string, string> => ({ PROVIDERS: 'ollama,openai', OLLAMA_URL: ollama.url, OLLAMA_MODEL: 'tiny', OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: KEY, OPENAI_MODEL: 'tiny', OPENAI_CONTEXT: '4000' });
  const ask = (body: object): Test => request(server.url).post('/chat').send({ message: 'q', ...body });
  const chatOf = async (chatId: string): Promise<{ model?: string; messages: Record<string, unknown>[] }> => (await request(server.url).get(`/chat/history/${chatId}`).expect(200)).body.history;
  beforeAll(async () => {
    ollama = await ScriptedOllama.start();
    completions = await ScriptedCompletions.start();
    ollama.models = [{ name: 'tiny:latest', capabilities: ['completion', 'thinking'], show: { capabilities: ['completion', 'thinking'], parameters: 'num_ctx 8192' } }, { name: 'other:latest', capabilities: ['completion'] }, { name: 'vectors', capabilities: ['embedding'] }];
    ollama.script = answering(['From Ollama.']);
    completions.script = saying('From the other.');
    server = await startServer({ env: env() });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await Promise.all([ollama.close(), completions.close()]);
  });

  it('lists what each offers, one of them the default', async () => {
    const { body } = await request(server.url).get('/models').expect(200);
    expect(body).toEqual({
      models: [
        { id: 'ollama/tiny', provider: 'ollama', name: 'tiny', context_length: 8192, capabilities: ['completion', 'thinking'], default: true },
        { id: 'ollama/other:latest', provider: 'ollama', name: 'other:latest', context_length: 8192, capabilities: ['completion'], default: false },
        { id: 'openai/tiny', provider: 'openai', name: 'tiny', context_length: 4000, default: false },
      ],
      unavailable: [],
      success: true,
    });
    expect(server.output()).toMatch(/\(provider ollama, model tiny; also openai, model tiny\)/);
  });

  it('switches the model in the middle of a chat, which remembers it, also after a restart', async () => {
    expect((await ask({ chat_id: 'switched' }).expect(200)).body).toMatchObject({ model: 'ollama/tiny', response: 'From Ollama.', context: { window: 8192 } });
    expect((await chatOf('switched')).model).toBeUndefined();
    expect((await ask({ chat_id: 'switched', model: 'openai/tiny' }).expect(200)).body).toMatchObject({ model: 'openai/tiny', response: 'From the other.', context: { window: 4000, messages_sent: 4 } });
    expect((await ask({ chat_id: 'switched' }).expect(200)).body.model).toBe('openai/tiny');
    await server.stop('SIGTERM');
    server = await startServer({ env: env(), folder: server.folder });
    expect((await ask({ chat_id: 'switched', model: null }).expect(200)).body.model).toBe('openai/tiny');
    expect((await ask({ chat_id: 'switched', model: 'other' }).expect(200)).body.model).toBe('ollama/other');
    const { model, messages } = await chatOf('switched');
    expect(model).toBe('ollama/other');
    expect(messages.flatMap((message) => message['model'] ?? [])).toEqual(['ollama/tiny', 'openai/tiny', 'openai/tiny', 'openai/tiny', 'ollama/other']);
    const { body } = await request(server.url).get('/chat/history').expect(200);
    expect(body.chats.switched).toMatchObject({ model: 'ollama/other', message_count: 11 });
  });

  it.each([
    ['a model that its provider does not have', 'openai/large', /openai has no model large\. It has openai\/tiny\. .*GET \/models/],
    ['a bare name that the default provider does not have', 'large', /ollama has no model large\. It has ollama\/tiny, ollama\/other:latest\./],
    ['a provider that is not configured', 'anthropic/claude', /The provider anthropic is not configured: ollama, openai are\./],
    ['a provider without a model', 'openai/', /"openai\/" names no model of openai/],
  ])('refuses %s before anything is kept', async (_what, model, detail) => {
    const { body } = await ask({ chat_id: 'refused', model }).expect(404);
    expect(body).toMatchObject({ code: 'unknown_model', success: false, detail: expect.stringMatching(detail) });
    await request(server.url).get('/chat/history/refused').expect(404);
  });

  it('sends what a question sets, in the words of each provider, and says so in the answer', async () => {
    const settings = { temperature: 0, max_tokens: 50, stop: ['END'], seed: 7, think: 'low' };
    const first = (await ask({ chat_id: 'set', ...settings }).expect(200)).body;
    expect(ollama.questions.at(-1)).toMatchObject({ think: 'low', options: { num_ctx: 8192, temperature: 0, num_predict: 50, stop: ['END'], seed: 7 } });
    const second = (await ask({ chat_id: 'set', model: 'openai/tiny', ...settings }).expect(200)).body;
    expect(completions.questions.at(-1)).toMatchObject({ temperature: 0, max_tokens: 50, stop: ['END'], seed: 7, reasoning_effort: 'low' });
    const third = (await ask({ chat_id: 'set', model: 'ollama/other', think: true, seed: null }).expect(200)).body;
    expect([first.settings, second.settings, third.settings]).toEqual([settings, settings, { temperature: 0.7 }]);
    expect([first.settings_ignored, third.settings_ignored]).toEqual([undefined, ['think']]);
    const answers = (await chatOf('set')).messages.filter(({ role }) => role === 'assistant');
    expect(answers).toMatchObject([{ settings }, { settings }, { settings: { temperature: 0.7 }, settings_ignored: ['think'] }]);
  });

  it.each([
    [{ temperature: 2.1 }, /^temperature must be a number from 0 to 2$/],
    [{ temperature: '1' }, /^temperature must be a number/],
    [{ max_tokens: 0 }, /^max_tokens must be a whole number from 1/],
    [{ stop: 'END' }, /^stop must be a list of at most 4 texts/],
    [{ stop: ['1', '2', '3', '4', '5'] }, /^stop must be a list of at most 4/],
    [{ stop: [''] }, /^stop must be a list/],
    [{ seed: 1.5 }, /^seed must be a whole number/],
    [{ think: 'much' }, /^think must be true, false, "low", "medium" or "high"$/],
    [{ model: ' ' }, /^model must not be empty or blank/],
    [{ system_prompt: '' }, /^system_prompt must not be empty or blank/],
  ])('refuses %j with a clear sentence', async (body, detail) => {
    expect((await ask({ chat_id: 'invalid', ...body }).expect(422)).body).toMatchObject({ code: 'validation_failed', detail: expect.stringMatching(detail) });
  });

  it('begins a chat with its own system prompt, and takes no other later', async () => {
    const system_prompt = 'Answer in one word.';
    await ask({ chat_id: 'own', system_prompt }).expect(200);
    expect(ollama.questions.at(-1)!.messages[0]).toEqual({ role: 'system', content: system_prompt });
    await ask({ chat_id: 'own', system_prompt }).expect(200);
    const { body } = await ask({ chat_id: 'own', system_prompt: 'Another.' }).expect(422);
    expect(body.detail).toMatch(/first question of a chat only.*Leave it out, or begin a new chat/);
    const { messages } = await chatOf('own');
    expect(messages).toHaveLength(5);
    expect(messages[0]).toMatchObject({ role: 'system', content: system_prompt });
  });

  it('takes model, settings and system prompt as part of what an Idempotency-Key stands for', async () => {
    const keyed = (body: object): Test => ask({ chat_id: 'keyed', ...body }).set('Idempotency-Key', 'k');
    const first = (await keyed({ model: 'openai/tiny', seed: 1 }).expect(200)).body;
    expect((await keyed({ seed: 1, model: 'openai/tiny', stop: null }).expect(200)).body).toEqual(first);
    for (const other of [{ seed: 1 }, { model: 'openai/tiny', seed: 2 }, { model: 'openai/tiny', seed: 1, system_prompt: 'x' }]) expect((await keyed(other).expect(422)).body.code).toBe('idempotency_key_reused');
  });
});

describe('a server of which one provider is away', () => {
  const start = async (openAi: string, more: Record<string, string> = {}): Promise<{ server: RunningServer; ollama: ScriptedOllama }> => {
    const ollama = await ScriptedOllama.start();
    return { ollama, server: await startServer({ env: { PROVIDERS: 'ollama,openai', OLLAMA_URL: ollama.url, OLLAMA_MODEL: 'tiny', OPENAI_BASE_URL: `${openAi}/v1`, OPENAI_MODEL: 'far', ...more } }) };
  };

  it('says so in its list and its readiness, is ready all the same, and accepts a question to it', async () => {
    const { server, ollama } = await start(await nowhere());
    await using running = server;
    const { body } = await request(running.url).get('/models').expect(200);
    expect(body).toMatchObject({ models: [{ id: 'ollama/tiny', default: true }], unavailable: [{ provider: 'openai', code: 'provider_unavailable', message: expect.stringMatching(/Nothing answers at .*OPENAI_BASE_URL/) }], success: true });
    const ready = await request(running.url).get('/health/ready').expect(200);
    expect(ready.body.details.provider).toMatchObject({ status: 'up', name: 'ollama', others: [{ name: 'openai', model: 'far', status: 'down', code: 'provider_unavailable' }] });
    expect((await request(running.url).post('/chat').send({ message: 'q', chat_id: 'a', model: 'openai/far' }).expect(503)).body).toMatchObject({ code: 'provider_unavailable', chat_id: 'a' });
    expect((await request(running.url).post('/chat').send({ message: 'q', chat_id: 'a', model: 'tiny' }).expect(200)).body.model).toBe('ollama/tiny');
    await ollama.close();
  });

  it('does not wait for one that is silent', async () => {
    const silent = await ScriptedCompletions.start();
    silent.instead.set('/v1/models', () => undefined);
    silent.script = silentCompletion();
    const { server, ollama } = await start(silent.url);
    await using running = server;
    const begun = performance.now();
    const { body } = await request(running.url).get('/models').expect(200);
    expect(performance.now() - begun).toBeLessThan(4500);
    expect(body).toMatchObject({ models: [{ id: 'ollama/tiny' }], unavailable: [{ provider: 'openai', code: 'provider_timeout' }] });
    await Promise.all([ollama.close(), silent.close()]);
  });

  it('tells a chat whose provider is configured no more how to go on', async () => {
    const completions = await ScriptedCompletions.start();
    const { server, ollama } = await start(completions.url, { OPENAI_MODEL: 'tiny' });
    await request(server.url).post('/chat').send({ message: 'q', chat_id: 'a', model: 'openai/tiny' }).expect(200);
    await server.stop('SIGTERM');
    await using again = await startServer({ env: { PROVIDER: 'ollama', OLLAMA_URL: ollama.url, OLLAMA_MODEL: 'tiny' }, folder: server.folder });
    const { body } = await request(again.url).post('/chat').send({ message: 'q', chat_id: 'a' }).expect(404);
    expect(body).toMatchObject({ code: 'unknown_model', detail: expect.stringMatching(/This chat talks to openai\/tiny\. The provider openai is not configured.*send "model".*ollama\/tiny is the default/) });
    await request(again.url).post('/chat').send({ message: 'q', chat_id: 'a', model: 'ollama/tiny' }).expect(200);
    await Promise.all([ollama.close(), completions.close()]);
  });

  it('answers by the fallback, and says so, until the first word and not after it', async () => {
    const completions = await ScriptedCompletions.start();
    completions.script = saying('From the other.');
    const { server, ollama } = await start(completions.url, { OPENAI_MODEL: 'tiny', FALLBACK: 'openai/tiny' });
    await using running = server;
    const ask = (status: number): Test => request(running.url).post('/chat').send({ message: 'q', chat_id: 'a' }).expect(status);
    expect((await ask(200)).body).toMatchObject({ model: 'ollama/tiny' });
    ollama.script = (chat) => chat.refuse(503, 'server busy, please try again.');
    const { body } = await ask(200);
    expect(body).toMatchObject({ response: 'From the other.', model: 'openai/tiny', fallback_from: 'ollama/tiny', success: true });
    ollama.script = async (chat) => {
      await chat.line(chatLine('Par'));
      chat.cut();
    };
    expect((await ask(502)).body).toMatchObject({ code: 'provider_failed', answer: { response: 'Par', model: 'ollama/tiny' } });
    ollama.script = answering(['Again.']);
    expect((await ask(200)).body).toMatchObject({ response: 'Again.', model: 'ollama/tiny' });
    const { messages } = (await request(running.url).get('/chat/history/a').expect(200)).body.history;
    expect(messages[4]).toMatchObject({ model: 'openai/tiny', fallback_from: 'ollama/tiny' });
    await Promise.all([ollama.close(), completions.close()]);
  });

  it('does not start with a PROVIDER that is not the first of PROVIDERS', async () => {
    const { output } = await runToEnd({ PROVIDER: 'local', PROVIDERS: 'ollama,openai' }, tmpdir());
    expect(output).toMatch(/PROVIDER and PROVIDERS are both set and differ: set only one of them/);
  });
});
