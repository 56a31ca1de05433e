import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { allOf, CANARY, outcomeOf, questionTo, textOf } from '../../../test/support/asking.js';
import { ScriptedCompletions } from '../../../test/support/scripted-completions.js';
import { KEY, openAiSettings } from '../../../test/support/scripted-openai-subject.js';
import { silentAddress } from '../../../test/support/silent-address.js';
import { OpenAiClient } from './openai.client.js';
import { OpenAiProvider } from './openai.provider.js';

const LIMITS = { connectMs: 200, askMs: 200, countsMs: 200, lineBytes: 1000 };
const { signal } = new AbortController();

async function listening(server: Server): Promise<{ port: number; close: () => void }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

const clientAt = (url: string): OpenAiClient => new OpenAiClient({ OPENAI_BASE_URL: url, OPENAI_API_KEY: KEY }, LIMITS);

/** What a client throws when it is asked for a chat, and how long that takes. */
async function faultOf(client: OpenAiClient): Promise<{ fault: unknown; milliseconds: number }> {
  const begun = performance.now();
  const fault = await client.chat(questionTo('tiny'), signal).next().catch((thrown: unknown) => thrown);
  for (const secret of [CANARY, KEY]) expect(allOf(fault)).not.toContain(secret);
  return { fault, milliseconds: performance.now() - begun };
}

describe('OpenAiProvider, on the network', () => {
  it('says that nothing answers, and what to do', async () => {
    const { port, close } = await listening(createServer());
    close();
    const provider = new OpenAiProvider(openAiSettings(`http://127.0.0.1:${port}`));
    const said = { code: 'provider_unavailable', message: expect.stringMatching(`^Nothing answers at http://127\\.0\\.0\\.1:${port}/v1\\. Start the server there, or set OPENAI_BASE_URL\\.`) };
    const { fault } = await outcomeOf(provider);
    expect(fault).toMatchObject(said);
    expect(allOf(fault)).not.toContain(CANARY);
    await expect(provider.check(signal)).rejects.toMatchObject(said);
    await expect(provider.models(signal)).rejects.toMatchObject(said);
    await expect(provider.prepare('tiny', signal).next()).rejects.toMatchObject(said);
  });

  it('says that it does not know the name, and does not ask to start what is far away', async () => {
    const { fault } = await faultOf(clientAt('http://no-such-host.invalid/v1'));
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching(/the name no-such-host\.invalid is not known\)\. Check the network/) });
  });

  it('does not show a password that stands in the address', async () => {
    const { port, close } = await listening(createServer());
    close();
    const { fault } = await faultOf(clientAt(`http://me:${CANARY}@127.0.0.1:${port}/v1`));
    expect(fault).toMatchObject({ message: expect.stringMatching(`^Nothing answers at http://127`) });
  });

  it('gives up soon on an address that does not answer to connecting', async () => {
    const silent = await silentAddress();
    if (!silent) return console.warn('SKIPPED: this system answers to every connection on the loopback');
    const { fault, milliseconds } = await faultOf(clientAt(`${silent.url}/v1`));
    await silent.close();
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching('Nothing answers.*ETIMEDOUT') });
    expect(milliseconds).toBeLessThan(2000);
  });

  it('gives up soon on an address that does not answer to TLS', async () => {
    const { port, close } = await listening(createServer((socket) => void socket.on('error', () => undefined).resume()));
    const { fault } = await faultOf(clientAt(`https://127.0.0.1:${port}/v1`));
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching('ETIMEDOUT') });
    close();
  });

  it('says that no secure connection can be made to what speaks no TLS', async () => {
    await using server = await disposable();
    const { fault } = await faultOf(clientAt(`${server.url.replace('http:', 'https:')}/v1`));
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching(/secure connection.*Check OPENAI_BASE_URL and the certificate/) });
  });

  it('gives up on a slow list, and frees its connection', async () => {
    await using server = await disposable();
    server.instead.set('/v1/models', () => undefined);
    await expect(clientAt(`${server.url}/v1`).models('tiny')).rejects.toMatchObject({ code: 'provider_timeout', message: expect.stringMatching(/within 0\.2 s/) });
    await server.connected(0);
  });

  it('gives up on a list that is larger than any', async () => {
    await using server = await disposable();
    server.models = Array.from({ length: 2000 }, (_model, index) => ({ id: `model-${index}` }));
    await expect(clientAt(`${server.url}/v1`).models('tiny')).rejects.toMatchObject({ code: 'provider_failed' });
    await server.connected(0);
  });
});

describe('OpenAiProvider, its key', () => {
  it('is sent to its server, with the question and for the list', async () => {
    await using server = await disposable();
    const provider = new OpenAiProvider(openAiSettings(server.url));
    await provider.check(signal);
    await outcomeOf(provider);
    expect([...new Set(server.headers.map(({ authorization }) => authorization))]).toEqual([`Bearer ${KEY}`]);
  });

  it('is not sent when there is none, whatever the environment holds', async () => {
    await using server = await disposable();
    const names = ['OPENAI_API_KEY', 'OPENAI_ADMIN_KEY', 'OPENAI_ORG_ID', 'OPENAI_PROJECT_ID'];
    for (const name of names) process.env[name] = CANARY;
    const provider = new OpenAiProvider(openAiSettings(server.url, { OPENAI_API_KEY: undefined }));
    await provider.check(signal);
    await outcomeOf(provider);
    for (const name of names) delete process.env[name];
    expect(server.headers.length).toBeGreaterThan(1);
    expect(server.headers.filter((headers) => headers.authorization !== undefined || JSON.stringify(headers).includes(CANARY))).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('goes nowhere else: a redirect with %d is not followed, neither by a question nor by the list', async (status) => {
    await using server = await disposable();
    await using other = await disposable();
    server.instead.set('/v1/models', (_request, response) => void response.writeHead(status, { location: `${other.url}/v1/models` }).end());
    server.script = ({ response }) => void response.writeHead(status, { location: `${other.url}/v1/chat/completions` }).end();
    const said = { code: 'provider_failed', message: expect.stringMatching(/redirects to another address \(\d+\), which is not followed\. Set OPENAI_BASE_URL/) };
    const client = clientAt(`${server.url}/v1`);
    expect((await faultOf(client)).fault).toMatchObject(said);
    await expect(client.models('tiny')).rejects.toMatchObject(said);
    expect([server.headers.length, other.connections]).toEqual([1, 0]);
  });

  it('would be seen at the other end of a redirect that is followed', async () => {
    await using server = await disposable();
    await using other = await disposable();
    server.instead.set('/v1/models', (_request, response) => void response.writeHead(307, { location: `${other.url}/v1/models` }).end());
    await fetch(`${server.url}/v1/models`, { headers: { 'x-key': KEY } });
    expect(other.headers.map((headers) => headers['x-key'])).toEqual([KEY]);
  });
});

describe('OpenAiProvider, beside a proxy in the environment', () => {
  const asked: string[] = [];
  const proxy = createHttpServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502).end('<html>');
  });
  let close: () => void;
  beforeAll(async () => {
    let port: number;
    proxy.on('connect', (request, socket) => {
      asked.push(`CONNECT ${request.url} ${JSON.stringify(request.headers).includes(KEY) ? 'with the key' : 'without the key'}`);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    ({ port, close } = await listening(proxy));
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) process.env[name] = `http://127.0.0.1:${port}`;
  });
  beforeEach(() => asked.splice(0));
  afterAll(() => {
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) delete process.env[name];
    close();
  });

  it('does not use it towards this machine', async () => {
    await using server = await disposable();
    expect(textOf(await outcomeOf(new OpenAiProvider(openAiSettings(server.url))))).toBe('The capital of France is Paris.');
    expect(asked).toEqual([]);
  });

  it('uses it towards a far one, and does not show it the key', async () => {
    await faultOf(clientAt('https://api.example.com/v1'));
    expect(asked).toEqual(['CONNECT api.example.com:443 without the key']);
  });

  it('does not use it without TLS, where it would see the key', async () => {
    expect((await faultOf(clientAt('http://no-such-host.invalid/v1'))).fault).toMatchObject({ code: 'provider_unavailable' });
    expect(asked).toEqual([]);
  });
});

async function disposable(): Promise<ScriptedCompletions & AsyncDisposable> {
  const server = await ScriptedCompletions.start();
  return Object.assign(server, { [Symbol.asyncDispose]: () => server.close() });
}
