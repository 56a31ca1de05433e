import { randomBytes } from 'node:crypto';
import { Agent, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { rawRequest } from '../support/raw-request.js';
import { RecordingApi } from '../support/recording-api.js';
import { type RunningServer } from '../support/server.js';
import { silentAddress } from '../support/silent-address.js';
import { startWebServer } from '../support/web-server.js';

describe('what the page on its own hands on', () => {
  let api: RecordingApi;
  let web: RunningServer;
  const sent = () => api.requests.splice(0);
  beforeAll(async () => {
    api = await RecordingApi.start();
    web = await startWebServer(`${api.url}/behind/`);
  });
  beforeEach(() => {
    api.answer = (response) => response.end('{}');
    sent();
  });
  afterAll(async () => {
    await web[Symbol.asyncDispose]();
    await api.close();
  });

  it('is the address as it was written, below the path of API_URL', async () => {
    for (const path of ['/a?b=%C3%A4&c=+', '//evil.example/x', '/a/../b', '/%2e%2e/c', '/']) await rawRequest(web.url, path, { method: 'POST' });
    expect(sent().map(({ url }) => url)).toEqual(['/behind/a?b=%C3%A4&c=+', '/behind//evil.example/x', '/behind/a/../b', '/behind/%2e%2e/c', '/behind/']);
  });

  it('has the headers that the API reads, and none that speak of our address', async () => {
    const headers = { host: 'localhost', origin: 'http://localhost', referer: 'http://localhost/ui/', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', accept: 'text/event-stream', 'last-event-id': '7d6f8b7e.12', 'idempotency-key': 'k', authorization: 'Basic eDp5', connection: 'x-mine', 'x-mine': '1' };
    await rawRequest(web.url, '/chat', { method: 'POST', headers });
    const [asked] = sent();
    expect(asked!.headers).toEqual({ host: new URL(api.url).host, connection: 'keep-alive', referer: headers.referer, accept: headers.accept, 'last-event-id': '7d6f8b7e.12', 'idempotency-key': 'k', authorization: 'Basic eDp5', 'content-length': '0', via: expect.stringMatching(/^1\.1 [\w-]+$/) });
  });

  it('is the body to the byte, with and without a length', async () => {
    const body = randomBytes(3_000_000);
    for (const framing of [{ 'content-length': String(body.length) }, { 'transfer-encoding': 'chunked' }]) {
      await rawRequest(web.url, '/chat', { method: 'POST', headers: { 'content-type': 'application/json', ...framing }, body });
      expect(sent()[0]!.body.equals(body)).toBe(true);
    }
  });

  it.each([
    ['in pieces', { 'transfer-encoding': 'chunked' }],
    ['of a length that Connection names', { connection: 'keep-alive, content-length' }],
  ])('is one request, also with a body %s where none is usual', async (_how, headers) => {
    const body = 'GET /smuggled HTTP/1.1\r\nhost: localhost\r\n\r\n';
    for (const method of ['DELETE', 'OPTIONS', 'GET']) {
      await rawRequest(web.url, '/a', { method, headers: { ...headers, ...('connection' in headers ? { 'content-length': body.length } : {}) }, body });
      await rawRequest(web.url, '/next');
      expect(sent().map(({ method, url, body }) => [method, url, String(body)])).toEqual([[method, '/behind/a', body], ['GET', '/behind/next', '']]);
    }
  });

  it('is asked once, whatever the answer', async () => {
    api.answer = (response) => response.writeHead(503, { 'retry-after': '1' }).end('busy');
    expect((await rawRequest(web.url, '/health/ready')).status).toBe(503);
    api.answer = (response) => response.destroy();
    expect((await rawRequest(web.url, '/health/ready')).status).toBe(503);
    expect(sent().map(({ url }) => url)).toEqual(['/behind/health/ready', '/behind/health/ready']);
  });

  it.each([
    ['before the answer begins', () => undefined],
    ['in the middle of it', (response: ServerResponse) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: a\ndata: 1\n\n')],
  ])('is given up when the client leaves %s', async (_when, answer) => {
    api.answer = answer;
    const arrived = api.arrived();
    const left = api.left();
    const controller = new AbortController();
    const asked = fetch(`${web.url}/chat`, { method: 'POST', body: '{}', signal: controller.signal }).then((response) => response.text());
    await arrived;
    controller.abort();
    await expect(asked).rejects.toThrow('abort');
    await left;
  });

  it('comes back as it is, with every cookie and without what concerned one connection', async () => {
    api.answer = (response) => response.writeHead(418, { 'set-cookie': ['a=1', 'b=2'], 'x-own': 'yes', 'keep-alive': 'timeout=1', 'content-length': '3' }).end('tea');
    const { status, headers, text } = await rawRequest(web.url, '/pot');
    expect([status, headers['set-cookie'], headers['x-own'], headers['content-length'], text]).toEqual([418, ['a=1', 'b=2'], 'yes', '3', 'tea']);
    expect(headers['keep-alive']).not.toBe('timeout=1');
  });
});

describe('the page on its own, with an API_URL', () => {
  it('that refuses a question before it has read it, passes that on, and takes the next one on the same connection', async () => {
    const hasty = createServer({ allowHalfOpen: true }, (socket) => void socket.on('error', () => undefined).once('data', () => socket.end('HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 9\r\n\r\ntoo large')).resume());
    const web = await startWebServer(`http://127.0.0.1:${await listen(hasty)}`);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { status, text } = await rawRequest(web.url, '/chat', { agent, method: 'POST', headers: { 'content-type': 'application/json' }, body: Buffer.alloc(20_000_000) });
    expect([status, text]).toEqual([413, 'too large']);
    expect((await rawRequest(web.url, '/ui/about.json', { agent })).status).toBe(200);
    agent.destroy();
    hasty.close();
    await web[Symbol.asyncDispose]();
  });

  it('that leads back to itself, says so', async () => {
    const port = await freePort();
    const web = await startWebServer(`http://127.0.0.1:${port}`, { WEB_PORT: String(port) });
    const { status, text } = await rawRequest(web.url, '/health');
    await web[Symbol.asyncDispose]();
    expect([status, JSON.parse(text)]).toEqual([503, expect.objectContaining({ code: 'api_unreachable', detail: expect.stringMatching(/leads back to the web page itself/) })]);
  });

  it('where nothing answers to connecting, gives up after seconds', async () => {
    const silent = await silentAddress();
    if (!silent) return;
    try {
      expect(await refusal(silent.url)).toEqual({ status: 503, detail: `The server at ${silent.url} does not answer. It is set by API_URL.` });
    } finally {
      await silent.close();
    }
  });

  it('where something else than HTTP is spoken, says that nothing answers', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH\r\n'));
    expect(await refusal(`http://127.0.0.1:${await listen(server)}`)).toMatchObject({ status: 503 });
    server.close();
  });
});

/** What is said of an API at an address. */
async function refusal(apiUrl: string): Promise<{ status: number; detail: string }> {
  const web = await startWebServer(apiUrl);
  const { status, text } = await rawRequest(web.url, '/health');
  await web[Symbol.asyncDispose]();
  return { status, detail: JSON.parse(text).detail };
}

/** Listens on a free port, and tells it. */
async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
