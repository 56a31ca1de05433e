import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import request from 'supertest';
import { packageFacts } from '../../src/package-facts.js';
import { describeInBrowser, startBrowser } from '../support/browser.js';
import { ChatServer } from '../support/chat-server.js';
import { CuttableProxy } from '../support/cuttable-proxy.js';
import { EventStream, textOf } from '../support/event-stream.js';
import { HeldBack } from '../support/held-back.js';
import { rawRequest } from '../support/raw-request.js';
import { answering } from '../support/scripted-ollama.js';
import { type RunningServer, runToEnd } from '../support/server.js';
import { startWebServer, WEB_PROGRAM } from '../support/web-server.js';

const SAME = { 'sec-fetch-site': 'same-origin' };

describe('the page on its own, before a real API', () => {
  let chat: ChatServer;
  let proxy: CuttableProxy;
  let web: RunningServer;
  const ask = (body: object, headers: Record<string, string> = {}) => request(web.url).post('/chat').set({ ...SAME, origin: web.url, ...headers }).send(body);
  beforeAll(async () => {
    chat = await ChatServer.start({ MAX_BODY_BYTES: '200000' });
    proxy = await CuttableProxy.to(chat.server.url);
    web = await startWebServer(proxy.url);
  });
  afterAll(async () => {
    await web[Symbol.asyncDispose]();
    await proxy.close();
    await chat.close();
  });
  beforeEach(() => (chat.ollama.script = answering(['Paris.'])));

  it('serves the page itself, and tells it where the API is', async () => {
    const { text, headers } = await request(web.url).get('/ui/').expect(200);
    expect(text).toContain('<div id="app">');
    expect(headers['content-security-policy']).toContain("trusted-types 'none'");
    expect((await request(web.url).get('/ui/about.json').expect(200)).body).toEqual({ app_name: packageFacts.name, version: packageFacts.version, api_url: proxy.url });
    await request(web.url).post('/ui/tokens.css').expect(405);
  });

  it('leads from its root to the page', async () => {
    expect((await request(web.url).get('/').expect(302)).headers['location']).toBe('ui/');
  });

  it.each(['/health', '/health/live', '/health/ready', '/chat/history', '/chat/history?limit=1&q=%C3%A4', '/chat/history/none', '/chat/history/a.b', '/chat/history/%E0%A4%A', '/chat/stream/none', '/docs', '/docs/swagger-ui.css', '/redoc', '/redoc/start.js', '/openapi.json', '/nowhere', '/chat'])(
    'answers GET and HEAD %s as the API does',
    async (path) => {
      const wanted = ['content-type', 'content-length', 'allow', 'cache-control', 'etag', 'content-security-policy'];
      for (const method of ['GET', 'HEAD']) {
        const [direct, through] = await Promise.all([rawRequest(chat.server.url, path, { method }), rawRequest(web.url, path, { method })]);
        const facts = ({ status, headers, text }: typeof direct) => [status, ...wanted.map((name) => headers[name]), text.replace(/"timestamp":"[^"]+"/, '')];
        expect([method, ...facts(through)]).toEqual([method, ...facts(direct)]);
      }
    },
  );

  it('hands every way of changing something on', async () => {
    expect((await ask({ message: 'a', chat_id: 'trip' }).expect(200)).body).toMatchObject({ response: 'Paris.', chat_id: 'trip' });
    await request(web.url).patch('/chat/history/trip').set(SAME).send({ title: 'Ü' }).expect(200);
    expect((await request(web.url).get('/chat/history').expect(200)).body.chats.trip.title).toBe('Ü');
    await request(web.url).post('/chat/stop/trip').set(SAME).expect(200);
    await request(web.url).delete('/chat/delete/trip').set(SAME).expect(200);
    await request(web.url).get('/chat/history/trip').expect(404);
  });

  it('lets the API refuse what it refuses, in its words', async () => {
    expect((await ask({ message: 'x'.repeat(300_000) }).expect(413)).body.code).toBe('body_too_large');
    expect((await ask({ message: '' }).expect(422)).body.code).toBe('validation_failed');
    expect((await request(web.url).post('/chat').set('content-type', 'text/plain').send('{}').expect(415)).body.code).toBe('unsupported_media_type');
    expect((await request(web.url).put('/chat').send({}).expect(405)).headers['allow']).toBe('POST');
  });

  it('passes events one by one, as they are written', async () => {
    const words = new HeldBack(['Pa', 'ris', '.']);
    chat.ollama.script = words.script;
    const stream = await EventStream.post(`${web.url}/chat`, { message: 'q', stream: true });
    expect([stream.status, stream.response.headers['content-type'], stream.response.headers['x-accel-buffering']]).toEqual([200, 'text/event-stream; charset=utf-8', 'no']);
    for (const word of ['Pa', 'ris', '.']) {
      words.release(1);
      expect((await stream.until(({ event }) => event === 'text-delta')).data.text).toBe(word);
    }
    words.release();
    expect((await stream.all()).at(-1)).toMatchObject({ event: 'turn-end', data: { response: 'Paris.' } });
  });

  it('goes on after the last event that was seen', async () => {
    const words = new HeldBack(['Pa', 'ris', '.']);
    chat.ollama.script = words.script;
    const first = await EventStream.post(`${web.url}/chat`, { message: 'q', chat_id: 'resumed' }, { accept: 'text/event-stream' });
    words.release(1);
    const seen = await first.until(({ event }) => event === 'text-delta');
    first.leave();
    const second = await EventStream.get(`${web.url}/chat/stream/resumed`, { 'last-event-id': seen.id! });
    words.release();
    expect(textOf(await second.all())).toBe('ris.');
  });

  it('asks once for one Idempotency-Key', async () => {
    const asked = chat.ollama.questions.length;
    const answers = [await ask({ message: 'once' }, { 'idempotency-key': 'k-1' }), await ask({ message: 'once' }, { 'idempotency-key': 'k-1' })];
    expect(new Set(answers.map(({ body }) => body.assistant_message_id)).size).toBe(1);
    expect(chat.ollama.questions.length).toBe(asked + 1);
  });

  it('comes while the API is away, says so for everything else, and finds it when it is back', async () => {
    proxy.cut();
    await request(web.url).get('/ui/').expect(200);
    for (const away of [await request(web.url).get('/health'), await ask({ message: 'a' })]) {
      expect(away.headers['content-type']).toMatch('application/problem+json');
      expect([away.status, away.body]).toEqual([503, expect.objectContaining({ code: 'api_unreachable', detail: `The server at ${proxy.url} does not answer. It is set by API_URL.`, success: false })]);
    }
    proxy.mend();
    await request(web.url).get('/health').expect(200);
    await ask({ message: 'a' }).expect(200);
    expect(web.output().match(/does not answer/g)).toHaveLength(1);
  });

  it('breaks a stream off when the API does, and does not end it as if it were whole', async () => {
    const words = new HeldBack(['Pa', 'ris', '.']);
    chat.ollama.script = words.script;
    const stream = await EventStream.post(`${web.url}/chat`, { message: 'q', stream: true });
    words.release(1);
    await stream.until(({ event }) => event === 'text-delta');
    proxy.cut();
    await expect(stream.all()).rejects.toThrow('aborted');
    proxy.mend();
    words.release();
  });

  it('answers under our names only, and takes no change from a page of another site', async () => {
    expect((await request(web.url).get('/ui/').set('host', 'evil.example').expect(421)).body.code).toBe('wrong_host');
    expect((await request(web.url).get('/chat/history').set('host', 'evil.example').expect(421)).body.code).toBe('wrong_host');
    const foreignHeaders: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': '', origin: 'http://evil.example' }, { 'sec-fetch-site': '', origin: chat.server.url }];
    for (const foreign of foreignHeaders) {
      expect((await ask({ message: 'a', chat_id: 'foreign' }, foreign).expect(403)).body.code).toBe('cross_site');
      await request(web.url).delete('/chat/delete/any').set(foreign).expect(403);
    }
    await chat.get('/chat/history/foreign').expect(404);
    await ask({ message: 'a' }, { 'sec-fetch-site': '' }).expect(200);
  });

  it('says in one line where it listens and where the API is, and needs nothing of the API', async () => {
    const alone = await startWebServer('http://127.0.0.1:9', { PROVIDER: 'nonsense', LOG_LEVEL: 'fatal', CHATS_DIR: '/dev/null/chats', ALLOWED_HOSTS: 'chat.example.org' });
    try {
      expect(alone.output()).toMatch(/^Listening on http:\/\/127\.0\.0\.1:\d+ \(API at http:\/\/127\.0\.0\.1:9\); web page at \/ui\n$/);
      expect(await readdir(alone.folder)).toEqual([]);
      await request(alone.url).get('/ui/').set('host', 'chat.example.org').expect(200);
    } finally {
      await alone[Symbol.asyncDispose]();
    }
  });

  it('ends with 0 at SIGTERM, with a stream open', async () => {
    const ending = await startWebServer(proxy.url);
    const words = new HeldBack(['Pa', 'ris']);
    chat.ollama.script = words.script;
    try {
      const stream = await EventStream.post(`${ending.url}/chat`, { message: 'q', stream: true });
      await stream.next();
      expect(await ending.stop('SIGTERM')).toBe(0);
    } finally {
      words.release();
      await ending[Symbol.asyncDispose]();
    }
  });

  describe('under a name with a dot', () => {
    const leadHere = { NODE_OPTIONS: `--import=${pathToFileURL(join(__dirname, '../support/names-lead-here.mjs')).href}` };
    const throughName = async (env: Record<string, string>): Promise<{ status: number; code: unknown }> => {
      const api = await ChatServer.start(env);
      const named = await startWebServer(`http://api.chat.example:${new URL(api.server.url).port}`, leadHere);
      const { status, body } = await request(named.url).get('/health');
      await named[Symbol.asyncDispose]();
      await api.close();
      return { status, code: body.code };
    };

    it('asks the API by that name, which has to know it', async () => {
      expect(await throughName({})).toEqual({ status: 421, code: 'wrong_host' });
      expect(await throughName({ ALLOWED_HOSTS: 'api.chat.example' })).toEqual({ status: 200, code: undefined });
    });
  });
});

const startOf = (env: Record<string, string>) => runToEnd({ WEB_PORT: '0', ...env }, __dirname, WEB_PROGRAM);

describe('a start of the page on its own that must not happen', () => {
  it.each(['nowhere', 'ftp://a', 'http://a?b=c', 'http://name:secret@a'])('is refused with API_URL %s, in one message', async (url) => {
    const { code, output } = await startOf({ API_URL: url, WEB_PORT: '70000' });
    expect(code).toBe(1);
    expect(output).toMatch(/API_URL must be an http or https address such as http:\/\/127\.0\.0\.1:8000/);
    expect(output).toMatch(/WEB_PORT must be a whole number from 0 to 65535/);
    expect(output).not.toMatch(/^\s+at /m);
  });

  it('says that the port is taken, and what to do', async () => {
    const first = await startWebServer('http://127.0.0.1:9');
    const { code, output } = await startOf({ WEB_PORT: new URL(first.url).port });
    await first[Symbol.asyncDispose]();
    expect([code, output]).toEqual([1, expect.stringMatching(/The port is in use \(127\.0\.0\.1:\d+\)\. .*WEB_PORT=8502 npm run start:web/)]);
  });
});

describeInBrowser('the page on its own, in a browser', () => {
  it('may ask and change things there, as a page of its own server', async () => {
    const chat = await ChatServer.start();
    const web = await startWebServer(chat.server.url);
    const browser = await startBrowser();
    chat.ollama.script = answering(['Paris.']);
    try {
      const page = await browser.newPage();
      await page.goto(web.url);
      expect(page.url()).toBe(`${web.url}/ui/`);
      const answer = await page.evaluate("fetch('../chat', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: 'a' }) }).then((response) => response.json())");
      expect(answer).toMatchObject({ response: 'Paris.' });
    } finally {
      await browser.close();
      await web[Symbol.asyncDispose]();
      await chat.close();
    }
  });
});
