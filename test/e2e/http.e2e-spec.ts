import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import request from 'supertest';
import { ChatServer } from '../support/chat-server.js';
import { rawRequest } from '../support/raw-request.js';

const problem = (status: number, code: string) => ({ type: `urn:problem:${code}`, title: expect.any(String), status, detail: expect.stringMatching(/.{10}/), code, instance: expect.stringMatching(/^\//), success: false });

describe('what HTTP refuses', () => {
  let chat: ChatServer;
  const post = (body: string | Buffer, type = 'application/json') => request(chat.server.url).post('/chat').set('content-type', type).send(body as string);
  beforeAll(async () => (chat = await ChatServer.start({ MAX_BODY_BYTES: '200000', MAX_MESSAGE_CHARS: '100', ALLOWED_HOSTS: 'chat.example.org' })));
  afterAll(() => chat.close());

  it('answers broken JSON, and JSON that is not UTF-8, with 400', async () => {
    for (const body of ['{"message":', 'no', '', '{"message":"a"}}', '{"__proto__":{"message":"a"},"message":"b"}']) {
      const answer = await post(body);
      expect([body, answer.body]).toEqual([body, problem(400, 'malformed_json')]);
      expect(answer.headers['content-type']).toMatch('application/problem+json');
    }
    const latin1 = Buffer.from('{"message":"gr\xfc\xdfe"}', 'latin1');
    const answer = await fetch(`${chat.server.url}/chat`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: latin1 });
    expect(await answer.json()).toEqual(problem(400, 'malformed_json'));
  });

  it.each([
    ['no message', {}],
    ['an empty message', { message: '' }],
    ['a blank message', { message: ' \n\t' }],
    ['a message that is no string', { message: 5 }],
    ['a list as message', { message: ['a'] }],
    ['U+0000', { message: 'a\0b' }],
    ['a message that is too long', { message: 'x'.repeat(101) }],
    ['an empty chat_id', { message: 'a', chat_id: '' }],
    ['a chat_id with a slash', { message: 'a', chat_id: '../x' }],
    ['a chat_id that is too long', { message: 'a', chat_id: 'x'.repeat(129) }],
    ['a chat_id that is no string', { message: 'a', chat_id: 7 }],
    ['a field that is not known', { message: 'a', massage: 'b' }],
    ['a list', []],
    ['a string', '"a"'],
    ['null', 'null'],
  ])('answers %s with 422', async (_name, body) => {
    const { body: answer, status } = await post(typeof body === 'string' ? body : JSON.stringify(body));
    expect([status, answer]).toEqual([422, problem(422, 'validation_failed')]);
  });

  it('says that a body must be an object when it is none', async () => {
    for (const body of ['[1]', 'null', '"a"', '7']) expect((await post(body).expect(422)).body.detail).toMatch(/must be a JSON object/);
  });

  it('answers an address with a slash at its end like the one without', async () => {
    await chat.ask('a', 'slashed').expect(200);
    expect((await chat.get('/chat/history/').expect(200)).body.order).toContain('slashed');
    await chat.get('/chat/history/slashed/').expect(200);
    await request(chat.server.url).post('/chat/').send({ message: 'a' }).expect(200);
  });

  it('counts the characters of a message, not its code units', async () => {
    await chat.ask('😀'.repeat(100)).expect(200);
  });

  it('answers a path with a wrong id with 422 and names the rule', async () => {
    for (const path of ['/chat/history/a.b', '/chat/history/a%2Fb', `/chat/history/${'x'.repeat(129)}`, `/chat/history/${'x'.repeat(2000)}`, '/chat/history/%00']) {
      const { body, status } = await chat.get(path);
      expect([path, status, body]).toEqual([path, 422, problem(422, 'validation_failed')]);
      expect(body.detail).toMatch(/1 to 128 letters/);
    }
    await chat.remove('a.b').expect(422);
  });

  it.each(['index', 'CON', '__proto__', 'Constructor', 'lpt1'])('refuses the reserved id %s for a new chat with 400', async (id) => {
    const { body, status } = await chat.ask('a', id);
    expect([status, body]).toEqual([400, problem(400, 'chat_id_reserved')]);
  });

  it('refuses an id that exists in other case with 409', async () => {
    await chat.ask('a', 'Trip').expect(200);
    const { body, status } = await chat.ask('a', 'tRIP');
    expect([status, body]).toEqual([409, problem(409, 'chat_id_taken')]);
  });

  it('reads JSON only: everything else is 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml']) {
      const { body, status } = await post('{"message":"a"}', type);
      expect([type, status, body]).toEqual([type, 415, problem(415, 'unsupported_media_type')]);
    }
    await post('{"message":"a"}', 'application/json; charset=utf-8').expect(200);
  });

  it('refuses a body that is too large with 413', async () => {
    const { body, status } = await post(JSON.stringify({ message: 'x'.repeat(300_000) }));
    expect([status, body]).toEqual([413, problem(413, 'body_too_large')]);
  });

  it('takes in what is too large, so that its sender gets to the answer and may go on', async () => {
    const socket = connect(Number(new URL(chat.server.url).port), '127.0.0.1');
    socket.write(`POST /chat HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 3000000\r\n\r\n${'x'.repeat(3_000_000)}`);
    socket.write('GET /health HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect((await text(socket)).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('answers unknown addresses with 404 and wrong methods with 405 and Allow', async () => {
    expect((await chat.get('/nowhere').expect(404)).body).toEqual(problem(404, 'route_not_found'));
    const wrong = await chat.get('/chat').expect(405);
    expect(wrong.body).toEqual(problem(405, 'method_not_allowed'));
    expect(wrong.headers['allow']).toBe('POST');
    expect((await request(chat.server.url).post('/health').expect(405)).headers['allow']).toBe('GET, HEAD');
    expect((await request(chat.server.url).put('/chat/delete/a').expect(405)).headers['allow']).toBe('DELETE');
    expect((await request(chat.server.url).post('/docs').expect(405)).headers['allow']).toBe('GET, HEAD');
  });

  it.each(['/docs//swagger-ui.css', '/docs/./swagger-ui.css', '/docs/../package.json'])('answers %s, another spelling of a file, with 404', async (path) => {
    const answer = await rawRequest(chat.server.url, path);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([404, problem(404, 'route_not_found')]);
  });

  it('looks at nothing else where there is no route', async () => {
    const query = await fetch(`${chat.server.url}/health`, { method: 'QUERY' });
    expect([query.status, query.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    await request(chat.server.url).post('/nowhere').set('content-type', 'text/plain').send('{').expect(404);
    await request(chat.server.url).put('/chat').set('content-type', 'application/json').send('{').expect(405);
  });

  it.each([
    ['no HTTP', 'NONSENSE / HTTP/1.1\r\n\r\n', problem(400, 'bad_request')],
    ['headers without an end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, problem(431, 'headers_too_large')],
  ])('answers %s in the same form, and ends the connection', async (_what, bytes, expected) => {
    const socket = connect(Number(new URL(chat.server.url).port), '127.0.0.1');
    socket.write(bytes);
    const answer = await text(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${expected.status} `));
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toEqual(expected);
  });

  it('answers an address that is no URL in the same form', async () => {
    expect((await chat.get('/chat/history/%E0%A4%A').expect(400)).body).toEqual(problem(400, 'bad_request'));
  });

  it('answers a chat that is not there with 404', async () => {
    expect((await chat.get('/chat/history/nobody').expect(404)).body).toEqual(problem(404, 'chat_not_found'));
    expect((await chat.remove('nobody').expect(404)).body).toEqual(problem(404, 'chat_not_found'));
    await request(chat.server.url).head('/chat/history/nobody').expect(404);
    await request(chat.server.url).head('/chat/history?cursor=none').expect(422);
  });

  it.each(['/', '/health', '/chat/history', '/docs', '/redoc', '/openapi.json', '/nowhere', '/docs/swagger-ui.css'])('answers %s under our names only, else 421', async (path) => {
    const under = (host: string) => chat.get(path).set('host', host);
    expect((await under('evil.example')).status).toBe(421);
    expect((await under('evil.example')).body).toMatchObject(problem(421, 'wrong_host'));
    for (const host of ['127.0.0.1:8000', 'localhost', '[::1]:8000', 'box.local', 'chat', 'chat.example.org']) {
      expect([host, (await under(host)).status]).not.toEqual([host, 421]);
    }
  });

  it('refuses what a page of another site would change with 403, also without a body', async () => {
    await chat.ask('a', 'kept').expect(200);
    const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'http://evil.example' }, { origin: 'null' }];
    for (const headers of foreign) {
      expect((await chat.ask('a').set(headers)).body).toEqual(problem(403, 'cross_site'));
      expect((await chat.remove('kept').set(headers)).body).toEqual(problem(403, 'cross_site'));
    }
    await chat.get('/chat/history/kept').expect(200);
    await chat.ask('a').set({ 'sec-fetch-site': 'same-origin' }).expect(200);
    await chat.ask('a').set({ origin: chat.server.url }).expect(200);
  });

  it('gives no other site leave to read: there is no CORS', async () => {
    const { headers } = await chat.get('/chat/history').set('origin', 'http://evil.example');
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    await request(chat.server.url).options('/chat').set({ origin: 'http://evil.example', 'access-control-request-method': 'POST' }).expect(405);
  });
});
