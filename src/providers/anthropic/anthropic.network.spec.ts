import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { allOf, CANARY, outcomeOf, textOf } from '../../../test/support/asking.js';
import { KEY, ScriptedAnthropic } from '../../../test/support/scripted-anthropic.js';
import { anthropicSettings } from '../../../test/support/scripted-anthropic-subject.js';
import { silentAddress } from '../../../test/support/silent-address.js';
import { SdkFetch } from '../sdk-fetch.js';
import { AnthropicClient } from './anthropic.client.js';
import { AnthropicProvider } from './anthropic.provider.js';
import { messagesBody } from './anthropic.wire.js';

const LIMITS = { connectMs: 200, askMs: 200, lineBytes: 1000 };
const QUESTION = messagesBody({ model: 'claude-tiny', messages: [{ role: 'user', content: CANARY }], settings: { temperature: 0 } }, 100);
const { signal } = new AbortController();

const clientOf = (url: string, limits = LIMITS): AnthropicClient => new AnthropicClient(anthropicSettings(url), limits);
const providerOf = (url: string): AnthropicProvider => new AnthropicProvider(anthropicSettings(url));

async function listening(server: Server): Promise<{ port: number; close: () => void }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

async function disposable(): Promise<ScriptedAnthropic & AsyncDisposable> {
  const anthropic = await ScriptedAnthropic.start();
  return Object.assign(anthropic, { [Symbol.asyncDispose]: () => anthropic.close() });
}

/** What a client throws when it is asked, and how long that takes. */
async function faultOf(client: AnthropicClient): Promise<{ fault: unknown; milliseconds: number }> {
  const begun = performance.now();
  const fault = await client.answer(QUESTION, signal).next().catch((thrown: unknown) => thrown);
  return { fault, milliseconds: performance.now() - begun };
}

describe('AnthropicProvider, on the network', () => {
  it('says that nothing is there, and what to check', async () => {
    const { port, close } = await listening(createServer());
    close();
    const provider = providerOf(`http://127.0.0.1:${port}`);
    const said = { code: 'provider_unavailable', message: `http://127.0.0.1:${port} is not reached (ECONNREFUSED). Check the network and ANTHROPIC_BASE_URL.` };
    const { fault } = await outcomeOf(provider);
    expect(fault).toMatchObject(said);
    for (const secret of [CANARY, KEY]) expect(allOf(fault)).not.toContain(secret);
    await expect(provider.check(signal)).rejects.toMatchObject(said);
    await expect(provider.models(signal)).rejects.toMatchObject(said);
  });

  it('says that it does not know the name', async () => {
    const { fault } = await faultOf(clientOf('http://no-such-host.invalid'));
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching('the name no-such-host.invalid is not known') });
  });

  it('gives up soon on an address that does not answer to connecting', async () => {
    const silent = await silentAddress();
    if (!silent) return console.warn('SKIPPED: this system answers to every connection on the loopback');
    const { fault, milliseconds } = await faultOf(clientOf(silent.url));
    await silent.close();
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching('ETIMEDOUT') });
    expect(milliseconds).toBeLessThan(2000);
  });

  it('gives up soon on an address that does not answer to TLS', async () => {
    const { port, close } = await listening(createServer((socket) => void socket.on('error', () => undefined).resume()));
    const { fault } = await faultOf(clientOf(`https://127.0.0.1:${port}`));
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching('ETIMEDOUT') });
    close();
  });

  it('says that no secure connection can be made to what speaks no TLS', async () => {
    await using anthropic = await disposable();
    const { fault } = await faultOf(clientOf(anthropic.url.replace('http:', 'https:')));
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching(/secure connection.*Check ANTHROPIC_BASE_URL and the certificate/) });
    expect(allOf(fault)).not.toContain(KEY);
  });

  it.each(['/v1/models', '/v1/models/claude-tiny'])('gives up on a slow %s, and frees its connection', async (path) => {
    await using anthropic = await disposable();
    anthropic.instead.set(path, () => undefined);
    const client = clientOf(anthropic.url);
    await expect(path === '/v1/models' ? client.models(signal) : client.requireModel('claude-tiny', signal)).rejects.toMatchObject({ code: 'provider_timeout', message: expect.stringMatching(/did not answer within 0\.2 s/) });
    await anthropic.connected(0);
  });

  it('gives up on a list that begins again and again', async () => {
    await using anthropic = await disposable();
    anthropic.instead.set('/v1/models', (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[{"id":"a"}],"has_more":true,"last_id":"a"}'));
    await expect(clientOf(anthropic.url).models(signal)).rejects.toMatchObject({ code: 'provider_timeout' });
    await anthropic.connected(0);
  });

  it('gives up on a list that is larger than any', async () => {
    await using anthropic = await disposable();
    anthropic.models = Array.from({ length: 2000 }, (_model, index) => `model-${index}`);
    anthropic.pageSize = 2000;
    await expect(clientOf(anthropic.url).models(signal)).rejects.toMatchObject({ code: 'provider_failed' });
    await anthropic.connected(0);
  });

  it('asks under a path, where the address has one', async () => {
    const paths: string[] = [];
    const server = createHttpServer((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(500).end();
    });
    const { port, close } = await listening(server);
    await faultOf(clientOf(`http://127.0.0.1:${port}/gateway`));
    close();
    expect(paths).toEqual(['/gateway/v1/messages']);
  });
});

describe('AnthropicProvider, its key', () => {
  it('goes to the configured server, in the form that the SDK gives it, and to the list of models, too', async () => {
    await using anthropic = await disposable();
    const provider = providerOf(anthropic.url);
    await outcomeOf(provider);
    await provider.models(signal);
    expect(anthropic.headers.map(({ authorization, 'anthropic-version': version }) => [authorization, version])).toEqual(Array.from({ length: 2 }, () => [`Bearer ${KEY}`, '2026-10-21']));
  });

  it.each([301, 302, 303, 307, 308])('does not go where a redirect (%i) points, and neither does the question', async (status) => {
    await using anthropic = await disposable();
    await using other = await disposable();
    const redirect = { location: `${other.url}/v1/messages` };
    anthropic.script = ({ response }) => void response.writeHead(status, redirect).end();
    for (const path of ['/v1/models', '/v1/models/claude-tiny']) anthropic.instead.set(path, (_request, response) => void response.writeHead(status, redirect).end());
    const provider = providerOf(anthropic.url);
    const said = { code: 'provider_failed', message: expect.stringMatching(/redirects to another address.*the key goes nowhere else/) };
    expect((await outcomeOf(provider)).fault).toMatchObject(said);
    await expect(provider.models(signal)).rejects.toMatchObject(said);
    await expect(provider.check(signal)).rejects.toMatchObject(said);
    expect(other.paths).toEqual([]);
  });

  it('goes to no other server, even if the SDK wanted to', async () => {
    await using anthropic = await disposable();
    await using other = await disposable();
    const { fetch } = new SdkFetch({ baseUrl: anthropic.url, connectMs: 200, shortAnswerBytes: 1000, body: (stream) => stream });
    await expect(fetch(`${other.url}/v1/models`)).rejects.toMatchObject({ code: 'EORIGIN' });
    expect(other.paths).toEqual([]);
  });

  it('is the configured one, whatever else stands in the environment', async () => {
    const others = { ANTHROPIC_API_KEY: 'from-the-environment', ANTHROPIC_AUTH_TOKEN: 'a-token', ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' };
    Object.assign(process.env, others);
    await using anthropic = await disposable();
    expect(textOf(await outcomeOf(providerOf(anthropic.url)))).toBe('The capital of France is Paris.');
    for (const name of Object.keys(others)) delete process.env[name];
    expect(anthropic.headers[0]).toMatchObject({ authorization: `Bearer ${KEY}` });
    expect(anthropic.headers[0]).not.toHaveProperty('x-api-key');
  });
});

describe('AnthropicProvider, beside a proxy in the environment', () => {
  const asked: string[] = [];
  const carried: IncomingHttpHeaders[] = [];
  const proxy = createHttpServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end('<html>');
  });
  proxy.on('connect', ({ url, headers }: { url: string; headers: IncomingHttpHeaders }, socket: { end: (text: string) => void }) => {
    asked.push(`CONNECT ${url}`);
    carried.push(headers);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  let close: () => void;
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
  beforeAll(async () => {
    let port: number;
    ({ port, close } = await listening(proxy));
    for (const name of names) process.env[name] = `http://127.0.0.1:${port}`;
  });
  beforeEach(() => asked.splice(0));
  afterAll(() => {
    for (const name of names) delete process.env[name];
    close();
  });

  it('does not use it towards this machine', async () => {
    await using anthropic = await disposable();
    expect(textOf(await outcomeOf(providerOf(anthropic.url)))).toBe('The capital of France is Paris.');
    expect(asked).toEqual([]);
  });

  it('goes through it towards a far one, without showing it the key', async () => {
    expect((await faultOf(clientOf('https://api.example.com'))).fault).toMatchObject({ name: 'ProviderError' });
    expect(asked).toEqual(['CONNECT api.example.com:443']);
    expect(JSON.stringify(carried)).not.toContain(KEY);
  });

  it('does not use it without TLS, where it would see the key', async () => {
    expect((await faultOf(clientOf('http://no-such-host.invalid'))).fault).toMatchObject({ code: 'provider_unavailable' });
    expect(asked).toEqual([]);
  });
});
