import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { allOf, CANARY, outcomeOf, textOf } from '../../../test/support/asking.js';
import { ScriptedOllama } from '../../../test/support/scripted-ollama.js';
import { ollamaSettings } from '../../../test/support/scripted-ollama-subject.js';
import { silentAddress } from '../../../test/support/silent-address.js';
import { OllamaClient } from './ollama.client.js';
import { OllamaProvider } from './ollama.provider.js';
import { chatBody } from './ollama.wire.js';

const LIMITS = { connectMs: 200, askMs: 200, lineBytes: 1000 };
const QUESTION = chatBody({ model: 'tiny', messages: [{ role: 'user', content: CANARY }], settings: { temperature: 0 } }, 2048);
const { signal } = new AbortController();

async function listening(server: Server): Promise<{ port: number; close: () => void }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** What a client throws when it is asked for a chat, and how long that takes. */
async function faultOf(client: OllamaClient): Promise<{ fault: unknown; milliseconds: number }> {
  const begun = performance.now();
  const fault = await client.chat(QUESTION, signal).next().catch((thrown: unknown) => thrown);
  return { fault, milliseconds: performance.now() - begun };
}

describe('OllamaProvider, on the network', () => {
  it('says that Ollama is not running, and how to start it', async () => {
    const { port, close } = await listening(createServer());
    close();
    const provider = new OllamaProvider(ollamaSettings(`http://127.0.0.1:${port}`));
    const said = { code: 'provider_unavailable', message: expect.stringMatching(`^Ollama is not running at http://127\\.0\\.0\\.1:${port}\\. Start it with \`ollama serve\`, or set OLLAMA_URL\\.`) };
    const { fault } = await outcomeOf(provider);
    expect(fault).toMatchObject(said);
    expect(allOf(fault)).not.toContain(CANARY);
    await expect(provider.check(signal)).rejects.toMatchObject(said);
    await expect(provider.models(signal)).rejects.toMatchObject(said);
  });

  it('says that it does not know the name', async () => {
    const { fault } = await faultOf(new OllamaClient('http://no-such-host.invalid:11434'));
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching('the name no-such-host.invalid is not known') });
  });

  it('gives up soon on an address that does not answer to connecting', async () => {
    const silent = await silentAddress();
    if (!silent) return console.warn('SKIPPED: this system answers to every connection on the loopback');
    const { fault, milliseconds } = await faultOf(new OllamaClient(silent.url, LIMITS));
    await silent.close();
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching('not running.*ETIMEDOUT') });
    expect(milliseconds).toBeLessThan(2000);
  });

  it('gives up soon on an address that does not answer to TLS', async () => {
    const { port, close } = await listening(createServer((socket) => void socket.on('error', () => undefined).resume()));
    const { fault } = await faultOf(new OllamaClient(`https://127.0.0.1:${port}`, LIMITS));
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching('ETIMEDOUT') });
    close();
  });

  it('says that no secure connection can be made to what speaks no TLS', async () => {
    await using ollama = await disposable();
    const { fault } = await faultOf(new OllamaClient(ollama.url.replace('http:', 'https:')));
    expect(fault).toMatchObject({ code: 'provider_unavailable', message: expect.stringMatching(/secure connection.*Check OLLAMA_URL and the certificate/) });
  });

  it.each(['/api/tags', '/api/show'])('gives up on a slow %s, and frees its connection', async (path) => {
    await using ollama = await disposable();
    ollama.instead.set(path, () => undefined);
    const client = new OllamaClient(ollama.url, LIMITS);
    await expect(path === '/api/tags' ? client.pulled() : client.facts('tiny')).rejects.toMatchObject({ code: 'provider_timeout', message: expect.stringMatching(/did not answer within 0\.2 s/) });
    await ollama.connected(0);
  });

  it('gives up on a list that is larger than any', async () => {
    await using ollama = await disposable();
    ollama.models = Array.from({ length: 2000 }, (_model, index) => ({ name: `model-${index}` }));
    await expect(new OllamaClient(ollama.url, LIMITS).pulled()).rejects.toMatchObject({ code: 'provider_failed' });
    await ollama.connected(0);
  });

  it('does not follow a redirect', async () => {
    await using ollama = await disposable();
    await using other = await disposable();
    ollama.script = ({ response }) => void response.writeHead(307, { location: `${other.url}/api/chat` }).end();
    expect((await faultOf(new OllamaClient(ollama.url))).fault).toMatchObject({ code: 'provider_failed', message: expect.stringMatching('redirects') });
    expect(other.paths).toEqual([]);
  });
});

describe('OllamaProvider, beside a proxy in the environment', () => {
  const asked: string[] = [];
  const proxy = createHttpServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502).end('<html>');
  });
  let close: () => void;
  beforeAll(async () => {
    let port: number;
    ({ port, close } = await listening(proxy));
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) process.env[name] = `http://127.0.0.1:${port}`;
  });
  beforeEach(() => asked.splice(0));
  afterAll(() => close());

  it('does not use it towards this machine', async () => {
    await using ollama = await disposable();
    expect(textOf(await outcomeOf(new OllamaProvider(ollamaSettings(ollama.url))))).toBe('The capital of France is Paris.');
    expect(asked).toEqual([]);
  });

  it('uses it towards a far one', async () => {
    await expect(new OllamaClient('http://ollama.example.com:11434').pulled()).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringMatching('a web page') });
    expect(asked).toEqual(['http://ollama.example.com:11434/api/tags']);
  });
});

async function disposable(): Promise<ScriptedOllama & AsyncDisposable> {
  const ollama = await ScriptedOllama.start();
  return Object.assign(ollama, { [Symbol.asyncDispose]: () => ollama.close() });
}
