import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { type HubExchange, ScriptedHub, sha256Of } from '../support/scripted-hub.js';
import { runToEnd, type RunningServer, startServer } from '../support/server.js';
import { tinyModel } from '../support/tiny-model.js';

const CONTENT = tinyModel();
const HALF = CONTENT.length / 2;

let hub: ScriptedHub;
let folder: string;
const servers: RunningServer[] = [];

beforeEach(async () => {
  hub = await ScriptedHub.start();
  folder = await mkdtemp(join(tmpdir(), 'local-'));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server[Symbol.asyncDispose]()));
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

/** A server whose model comes from the scripted hub into the folder of the test. */
async function start(env: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const server = await startServer({ env: { PROVIDER: 'local', LOCAL_MODEL: `${hub.origin}/tiny.gguf`, MODELS_DIR: folder, ...env } });
  servers.push(server);
  return server;
}

interface Model {
  readonly status: string;
  readonly code?: string;
  readonly message?: string;
}

const modelOf = async ({ url }: RunningServer): Promise<{ status: number; model: Model }> => {
  const { status, body } = await request(url).get('/health/ready');
  return { status, model: (body as { details: { model: Model } }).details.model };
};

/** Asks for the model's state until it is as expected. */
async function until(server: RunningServer, isSo: (model: Model) => boolean): Promise<{ status: number; model: Model }> {
  for (;;) {
    const ready = await modelOf(server);
    if (isSo(ready.model)) return ready;
  }
}

const half = (exchange: HubExchange): Promise<void> => exchange.begin({ content: CONTENT, etag: '"one"', upTo: HALF });

describe('a server whose model is on its way', () => {
  it('listens at once and tells how far it is', async () => {
    hub.script = half;
    const server = await start();
    await request(server.url).get('/health').expect(200);
    const { status, model } = await until(server, ({ message }) => message?.includes('50 %') === true);
    expect(status).toBe(503);
    expect(model).toMatchObject({ status: 'down', name: 'tiny', code: 'model_loading', message: 'Model tiny is being downloaded: 50 % of 158 kB.' });
  });

  it('lets a question wait, which then hears why it cannot be answered', async () => {
    let held: HubExchange | undefined;
    hub.script = async (exchange) => {
      if (exchange.from > 0) return exchange.refuse(404);
      await half(exchange);
      held = exchange;
    };
    const server = await start();
    const answer = request(server.url).post('/chat').send({ message: 'Hello' }).then((response) => response);
    await until(server, ({ message }) => message?.includes('50 %') === true);
    held!.cut();
    const { status, body } = await answer;
    expect([status, body.code]).toEqual([503, 'model_not_found']);
    expect(body.detail).toMatch(/^Model tiny could not be fetched\. Tried: http:\/\/127\.0\.0\.1:\d+\/tiny\.gguf \(there is no such file \(404\)\)\. To put it there by hand/);
    const { model } = await modelOf(server);
    expect(model).toMatchObject({ code: 'model_not_found', message: body.detail });
    expect(server.output()).toContain('did not come from');
    await writeFile(join(folder, 'tiny.gguf'), CONTENT);
    expect((await modelOf(server)).model.status).toBe('up');
  });

  it('ends at once on SIGTERM', async () => {
    hub.script = half;
    const server = await start({ SHUTDOWN_GRACE_MS: '0' });
    await until(server, ({ message }) => message?.includes('50 %') === true);
    const began = performance.now();
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(performance.now() - began).toBeLessThan(3000);
    expect((await readdir(folder)).toSorted()).toEqual(['tiny.gguf.part', 'tiny.gguf.part.json']);
  });

  it('goes on with the download after a kill', async () => {
    hub.script = half;
    const killed = await start();
    await until(killed, ({ message }) => message?.includes('50 %') === true);
    await killed.stop('SIGKILL');
    hub.serve({ content: CONTENT, etag: '"one"' });
    const server = await start();
    await until(server, ({ status }) => status === 'up');
    expect(sha256Of(await readFile(join(folder, 'tiny.gguf')))).toBe(sha256Of(CONTENT));
    expect(hub.asked.map(({ headers }) => headers.range)).toEqual([undefined, `bytes=${HALF}-`]);
    await server.stop('SIGTERM');
    expect(await readdir(folder)).toEqual(['tiny.gguf']);
  });

  it('leaves the download to another server that shares the folder', async () => {
    let held: HubExchange | undefined;
    hub.script = async (exchange) => {
      await half(exchange);
      held = exchange;
    };
    const one = await start();
    await until(one, ({ message }) => message?.includes('50 %') === true);
    const other = await start();
    expect((await modelOf(other)).model.code).toBe('model_loading');
    await held!.send(CONTENT.subarray(HALF));
    await Promise.all([until(one, ({ status }) => status === 'up'), until(other, ({ status }) => status === 'up')]);
    expect(hub.asked).toHaveLength(1);
  });
});

describe('LOCAL_MODEL', () => {
  it('stops the start when it means no file', async () => {
    const { code, output } = await runToEnd({ PROVIDER: 'local', LOCAL_MODEL: 'http://example.org/tiny.gguf' }, folder);
    expect(code).toBe(1);
    expect(output).toMatch(/LOCAL_MODEL must be a GGUF file: a path, an https address or hf:owner\/repo\/file\.gguf; http is for addresses of this machine only/);
  });

  it('may be a path where no file is yet', async () => {
    await mkdir(join(folder, 'mine'));
    const path = join(folder, 'mine', 'tiny.gguf');
    const server = await start({ LOCAL_MODEL: path });
    const { status, model } = await modelOf(server);
    expect(status).toBe(503);
    expect(model).toMatchObject({ code: 'model_not_found', message: expect.stringContaining(`There is no file ${path}. Put a GGUF file there`) as string });
    expect(server.output()).toContain('There is no file');
  });
});
