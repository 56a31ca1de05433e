import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request, { type Test } from 'supertest';
import { canListChildren, childrenOf, gone } from '../support/child-processes.js';
import { type RunningServer, startServer } from '../support/server.js';
import { writeTinyModel } from '../support/tiny-model.js';

const onLinux = canListChildren ? it : it.skip;
if (!canListChildren) process.stderr.write('SKIPPED what happens to the model\'s process: only Linux tells which processes a server has started.\n');

describe('the embedded model', () => {
  let folder: string;
  let server: RunningServer;
  const start = async (): Promise<RunningServer> => (server = await startServer({ env: { PROVIDER: 'local', LOCAL_MODEL: join(folder, 'tiny.gguf'), SHUTDOWN_GRACE_MS: '0', PARTIAL_SAVE_MS: '10', LOCAL_MAX_TOKENS: '100000' } }));
  const ask = (message: string, chat_id: string): Test => request(server.url).post('/chat').send({ message, chat_id });
  /** A question whose answer has begun. */
  const begun = async (chatId: string): Promise<{ answer: Promise<request.Response>; model: number }> => {
    const answer = ask('Tell me all.', chatId).then((response) => response);
    const file = join(server.folder, 'chats', `${chatId}.jsonl`);
    while (!(await readFile(file, 'utf8').catch(() => '')).includes('"partial"'));
    const [model] = await childrenOf(server.process.pid!);
    return { answer, model: model! };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'embedded-'));
    await writeTinyModel(join(folder, 'tiny.gguf'), { window: 2048 });
    await writeTinyModel(join(folder, 'brief.gguf'), { brevity: 0.2 });
  });
  afterEach(() => server[Symbol.asyncDispose]());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('answers, remembers, and tells what it was shown', async () => {
    server = await startServer({ env: { PROVIDER: 'local', LOCAL_MODEL: join(folder, 'brief.gguf') } });
    expect(server.output()).toMatch(/provider local, model brief\)/);
    const first = (await ask('Hi', 'c').expect(200)).body;
    expect(first).toMatchObject({ response: expect.stringMatching(/^[a-z ]+$/), status: expect.any(String), model: 'local/brief', context: { window: 512, messages_sent: 2, messages_left_out: 0, source: 'model' } });
    const second = (await ask('And?', 'c').expect(200)).body;
    expect(second.usage.prompt_tokens).toBeGreaterThan(first.usage.total_tokens);
    expect(second.context).toMatchObject({ messages_sent: 4, used: second.usage.total_tokens });
    await request(server.url).get('/health/ready').expect(200);
  });

  it('cuts an answer that goes on and on, and says so', async () => {
    server = await startServer({ env: { PROVIDER: 'local', LOCAL_MODEL: join(folder, 'tiny.gguf'), LOCAL_MAX_TOKENS: '20' } });
    expect((await ask('Tell me all.', 'cut').expect(200)).body).toMatchObject({ status: 'incomplete', incomplete_reason: 'length', usage: { completion_tokens: 20 } });
  });

  onLinux('may crash without the server: the answer ends with an error, the next one comes', async () => {
    await start();
    const { answer, model } = await begun('crashed');
    process.kill(model, 'SIGKILL');
    expect((await answer).body).toMatchObject({ status: 502, code: 'provider_failed', detail: expect.stringMatching(/crashed \(SIGKILL\)/), chat_id: 'crashed' });
    expect((await ask('Again', 'crashed').expect(200)).body.response).not.toBe('');
  });

  onLinux('leaves no process behind, whether the server is asked to end or killed', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      await start();
      const { answer, model } = await begun('ended');
      const over = answer.catch((error: Error) => error);
      expect(await server.stop(signal)).toBe(signal === 'SIGTERM' ? 0 : null);
      await Promise.all([gone(model), over]);
      await server[Symbol.asyncDispose]();
    }
  });
});
