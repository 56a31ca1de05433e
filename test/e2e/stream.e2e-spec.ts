import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { ChatServer } from '../support/chat-server.js';
import { EventStream, type ServerEvent, textOf } from '../support/event-stream.js';
import { HeldBack } from '../support/held-back.js';
import { answering, chatLine, fallingSilent, lastLine } from '../support/scripted-ollama.js';

const WORDS = ['Pa', 'ris', ' is', ' 🙂', ' it.'];
const TEXT = WORDS.join('');

describe('an event stream', () => {
  let chat: ChatServer;
  const ask = (body: object, headers?: Record<string, string>) => EventStream.post(`${chat.server.url}/chat`, body, headers);
  const follow = (chatId: string, lastEventId?: string) => EventStream.get(`${chat.server.url}/chat/stream/${chatId}`, lastEventId === undefined ? {} : { 'last-event-id': lastEventId });
  const begun = async (chatId: string, words = WORDS): Promise<{ held: HeldBack; stream: EventStream }> => {
    const held = new HeldBack(words);
    chat.ollama.script = held.script;
    const asked = chat.ollama.asked(chat.ollama.questions.length + 1);
    const stream = await ask({ message: 'q', chat_id: chatId, stream: true });
    await stream.until(({ event }) => event === 'turn-start');
    await asked;
    return { held, stream };
  };
  beforeAll(async () => (chat = await ChatServer.start({ HEARTBEAT_MS: '20', PARTIAL_SAVE_MS: '20', SHUTDOWN_GRACE_MS: '100', MAX_ANSWER_BYTES: '100000000' })));
  beforeEach(() => (chat.ollama.script = answering(WORDS)));
  afterAll(() => chat.close());

  it('tells start, text and end, with ids that grow by the length of the text', async () => {
    const stream = await ask({ message: 'q', chat_id: 'told', stream: true });
    expect(stream.response.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' });
    expect(stream.response.headers).not.toHaveProperty('content-encoding');
    const events = await stream.all();
    const [first, last] = [events[0]!, events.at(-1)!];
    expect(first).toMatchObject({ event: 'turn-start', data: { chat_id: 'told', title: 'q', model: 'ollama/tiny' } });
    expect(textOf(events)).toBe(TEXT);
    expect(last).toMatchObject({ event: 'turn-end', data: { response: TEXT, chat_id: 'told', success: true, status: 'complete', user_message_id: first.data.user_message_id, assistant_message_id: first.data.assistant_message_id } });
    const turn = first.id!.split('.')[0];
    const places = events.map((_event, index) => 1 + textOf(events.slice(0, index + 1)).length + (index === events.length - 1 ? 1 : 0));
    expect(events.map(({ id }) => id)).toEqual(places.map((place) => `${turn}.${place}`));
    expect((await chat.history('told')).at(-1)).toMatchObject({ id: first.data.assistant_message_id, content: TEXT });
  });

  it('ends with the very answer that JSON gives, which is then in the history', async () => {
    const events = await (await ask({ message: 'q', chat_id: 'both', stream: true })).all();
    const { body } = await chat.ask('q', 'both').expect(200);
    expect(Object.keys(events.at(-1)!.data).toSorted()).toEqual(Object.keys(body).toSorted());
  });

  it.each([
    [{ stream: true }, 'application/json', 'text/event-stream'],
    [{}, 'text/event-stream', 'text/event-stream'],
    [{ stream: null }, 'text/html, text/event-stream;q=0.9', 'text/event-stream'],
    [{ stream: false }, 'text/event-stream', 'application/json'],
    [{}, '*/*', 'application/json'],
  ])('is what is sent for the body %j with Accept %s: %s', async (body, accept, type) => {
    const stream = await ask({ message: 'q', ...body }, { accept });
    expect(stream.response.headers['content-type']).toContain(type);
    stream.response.resume();
  });

  it('keeps the HTTP status of an error before the question was accepted', async () => {
    expect((await ask({ message: ' ', stream: true })).status).toBe(422);
    expect((await ask({ message: 'q', chat_id: 'index', stream: true })).status).toBe(400);
    const overflow = await ask({ message: 'word '.repeat(10_000), stream: true });
    expect([overflow.status, overflow.response.headers['content-type']]).toEqual([413, 'application/problem+json; charset=utf-8']);
  });

  it('tells a failure as its last event, with the body of every error', async () => {
    chat.ollama.script = async (scripted) => {
      await scripted.line(chatLine('Pa'));
      scripted.reset();
    };
    const events = await (await ask({ message: 'q', chat_id: 'failed', stream: true })).all();
    expect(events.at(-1)).toMatchObject({ id: expect.stringMatching(/\.4$/), event: 'turn-error', data: { status: 502, code: 'provider_failed', success: false, chat_id: 'failed', answer: { response: 'Pa', incomplete_reason: 'provider_error' } } });
    expect((await chat.history('failed')).at(-1)).toMatchObject({ content: 'Pa', status: 'incomplete', code: 'provider_failed' });
  });

  it('tells a failure before any text in the same way, and keeps the question as failed', async () => {
    chat.ollama.script = (scripted) => scripted.refuse(503, 'busy', { 'retry-after': '7' });
    const events = await (await ask({ message: 'q', chat_id: 'failed-early', stream: true })).all();
    expect(events.map(({ event }) => event)).toEqual(['turn-start', 'turn-error']);
    expect(events[1]!.data).toMatchObject({ status: 503, code: 'provider_busy', chat_id: 'failed-early', user_message_id: events[0]!.data.user_message_id });
    expect(events[1]!.data).not.toHaveProperty('answer');
    expect((await chat.history('failed-early')).at(-1)).toMatchObject({ role: 'user', status: 'failed', code: 'provider_busy' });
    chat.ollama.script = (scripted) => scripted.refuse(400, 'the input length exceeds the context length');
    const overflow = await (await ask({ message: 'q', chat_id: 'failed-full', stream: true })).all();
    expect(overflow.at(-1)).toMatchObject({ event: 'turn-error', data: { status: 413, code: 'context_overflow' } });
  });

  it('sends comments while it is silent', async () => {
    const { held, stream } = await begun('silent');
    const next = stream.next();
    while (stream.comments < 3) await chat.get('/health/live');
    held.release();
    expect(await next).toMatchObject({ event: 'text-delta' });
    stream.leave();
  });

  it('is not sent an end before the answer is durable, and goes on when all its readers have left', async () => {
    const { held, stream } = await begun('left');
    held.release(2);
    await stream.until(({ event }) => event === 'text-delta');
    stream.leave();
    held.release();
    const again = await follow('left');
    expect(textOf(await again.all())).toBe(TEXT);
    expect((await chat.history('left')).at(-1)).toMatchObject({ content: TEXT, status: 'complete' });
  });

  it('goes on exactly after any event, while the turn runs and when it is over', async () => {
    const { held, stream } = await begun('resumed');
    const seen: ServerEvent[] = [];
    while (textOf(seen) !== TEXT) {
      held.release(1);
      seen.push((await stream.next())!);
    }
    const readers = await Promise.all(seen.map(({ id }) => follow('resumed', id)));
    const byQuery = await EventStream.get(`${chat.server.url}/chat/stream/resumed?after=${seen[1]!.id}`);
    held.release();
    const rests = await Promise.all(readers.map(async (reader) => textOf(await reader.all())));
    expect(rests).toEqual(seen.map((_event, index) => TEXT.slice(textOf(seen.slice(0, index + 1)).length)));
    expect(textOf(await byQuery.all())).toBe(TEXT.slice(textOf(seen.slice(0, 2)).length));
    const afterwards = await Promise.all(seen.map(async ({ id }) => textOf(await (await follow('resumed', id)).all())));
    expect(afterwards).toEqual(rests);
    expect((await stream.all()).at(-1)?.event).toBe('turn-end');
  });

  it('goes on after a place inside a character that takes two places, without breaking it', async () => {
    const events = await (await ask({ message: 'q', chat_id: 'pair', stream: true })).all();
    const turn = events[0]!.id!.split('.')[0];
    const inside = 1 + TEXT.indexOf('🙂') + 1;
    expect(textOf(await (await follow('pair', `${turn}.${inside}`)).all())).toBe('🙂 it.');
  });

  it('begins from the start without an id, with that of another turn, and with a place that is not there', async () => {
    const events = await (await ask({ message: 'q', chat_id: 'start', stream: true })).all();
    const turn = events[0]!.id!.split('.')[0];
    for (const id of [undefined, '00000000.5', `${turn}.9999`, `${turn}.x`, 'nonsense']) {
      const again = await (await follow('start', id)).all();
      expect([id, again[0]?.event, textOf(again), again.at(-1)?.data]).toEqual([id, 'turn-start', TEXT, events.at(-1)!.data]);
    }
  });

  it('opens at once for a reader that has seen all there is', async () => {
    const { held, stream } = await begun('seen-all');
    held.release(1);
    const { id } = await stream.until(({ event }) => event === 'text-delta');
    const reader = await follow('seen-all', id);
    expect([reader.status, reader.comments]).toEqual([200, 0]);
    held.release();
    expect(textOf(await reader.all())).toBe(TEXT.slice(2));
    stream.leave();
  });

  it('ends without a second answer in the middle when its client sends something unreadable', async () => {
    const held = new HeldBack(WORDS);
    chat.ollama.script = held.script;
    const socket = connect(Number(new URL(chat.server.url).port), '127.0.0.1');
    const body = JSON.stringify({ message: 'q', chat_id: 'garbled', stream: true });
    socket.write(`POST /chat HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    let answer = '';
    for await (const piece of socket) {
      answer += String(piece);
      if (answer.includes('turn-start')) break;
    }
    socket.write('garbage\r\n\r\n');
    answer += await text(socket).catch(() => '');
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(answer).not.toContain('HTTP/1.1 400');
    held.release();
  });

  it('is 204 when there is nothing to follow, or its end was seen, and 404 without a chat', async () => {
    const events = await (await ask({ message: 'q', chat_id: 'seen', stream: true })).all();
    expect((await follow('seen', events.at(-1)!.id)).status).toBe(204);
    expect((await follow('nobody')).status).toBe(404);
    expect((await follow('a.b')).status).toBe(422);
  });

  it('tells a turn that has just ended again after a restart', async () => {
    const events = await (await ask({ message: 'q', chat_id: 'restarted', stream: true })).all();
    await chat.server.stop('SIGTERM');
    await chat.restart();
    const again = await (await follow('restarted', events[0]!.id!.replace(/\d+$/, '4'))).all();
    expect(textOf(again)).toBe(TEXT.slice(3));
    expect(again.at(-1)).toEqual(events.at(-1));
  });

  it('tells what a crash cut off as interrupted, also from a place in it', async () => {
    chat.ollama.script = fallingSilent(['Par']);
    const stream = await ask({ message: 'q', chat_id: 'crashed', stream: true });
    const { id } = await stream.until(({ event }) => event === 'text-delta');
    while (!(await chat.file('crashed')).includes('"partial"'));
    await chat.server.stop('SIGKILL');
    await expect(stream.all()).rejects.toThrow();
    await chat.restart();
    const beyond = await (await follow('crashed', id!.replace(/\d+$/, '5'))).all();
    expect([textOf(beyond), beyond.at(-1)?.event]).toEqual(['Par', 'turn-error']);
    expect((await follow('crashed', beyond.at(-1)!.id)).status).toBe(204);
    const again = await (await follow('crashed', id)).all();
    expect(again).toEqual([{ id: expect.any(String), event: 'turn-error', data: expect.objectContaining({ code: 'interrupted', status: 503, answer: expect.objectContaining({ response: 'Par', incomplete_reason: 'interrupted' }) }) }]);
  });

  it('ends for every reader when the server shuts down, with what there is', async () => {
    const { held, stream } = await begun('closing');
    held.release(1);
    await stream.until(({ event }) => event === 'text-delta');
    const other = await follow('closing');
    const ends = Promise.all([stream, other].map((reader) => reader.until(({ event }) => event === 'turn-error')));
    expect(await chat.server.stop('SIGTERM')).toBe(0);
    for (const end of await ends) expect(end.data).toMatchObject({ code: 'shutting_down', answer: { response: 'Pa', incomplete_reason: 'shutdown' } });
    await chat.restart();
  });

  it('ends for every reader when the chat is deleted', async () => {
    const { held, stream } = await begun('deleted');
    held.release(1);
    const other = await follow('deleted');
    await chat.remove('deleted').expect(200);
    for (const reader of [stream, other]) expect((await reader.until(({ event }) => event === 'turn-error')).data).toMatchObject({ code: 'chat_deleted' });
    expect((await follow('deleted')).status).toBe(404);
    await chat.ollama.idle();
  });

  it('gives a slow reader larger pieces and holds nobody up', async () => {
    const words = Array.from({ length: 200 }, (_, index) => `word${index} `);
    const { held, stream: slow } = await begun('slow', words);
    slow.response.pause();
    const fast = await follow('slow');
    held.release();
    expect(textOf(await fast.all())).toBe(words.join(''));
    expect(textOf(await slow.all())).toBe(words.join(''));
  });

  it('drops a reader that reads nothing', async () => {
    chat.ollama.script = fallingSilent(Array.from({ length: 300 }, () => 'x'.repeat(100_000)));
    const stream = await ask({ message: 'q', chat_id: 'stuck', stream: true });
    const { socket } = stream.response;
    stream.response.pause();
    // A paused socket notices only when it writes; an empty line means nothing to a server.
    while (!socket.errored) {
      socket.write('\r\n');
      await setImmediate();
    }
    expect((await chat.get('/chat/history').expect(200)).body.chats.stuck).toMatchObject({ answering: true });
    await chat.remove('stuck').expect(200);
  });

  describe('stop', () => {
    it('leaves the model at once, keeps what there is, and ends every reader with it', async () => {
      const { held, stream } = await begun('stopped');
      held.release(1);
      await stream.until(({ event }) => event === 'text-delta');
      const other = await follow('stopped');
      expect((await chat.stop('stopped').expect(200)).body).toEqual({ chat_id: 'stopped', stopped: true, success: true });
      await chat.ollama.idle();
      for (const reader of [stream, other]) expect((await reader.until(({ event }) => event === 'turn-end')).data).toMatchObject({ response: 'Pa', status: 'incomplete', incomplete_reason: 'stopped', success: true });
      expect((await chat.history('stopped')).at(-1)).toMatchObject({ content: 'Pa', status: 'incomplete', incomplete_reason: 'stopped', context: { source: 'estimate' } });
      expect((await chat.stop('stopped').expect(200)).body).toMatchObject({ stopped: false });
    });

    it('counts what had arrived among the tokens in use', async () => {
      const used: number[] = [];
      for (const [index, word] of ['a', 'x'.repeat(300)].entries()) {
        const { held, stream } = await begun(`counted-${index}`, [word, 'more']);
        held.release(1);
        await stream.until(({ event }) => event === 'text-delta');
        await chat.stop(`counted-${index}`).expect(200);
        used.push((await stream.until(({ event }) => event === 'turn-end')).data.context.used);
      }
      expect(used[1]! - used[0]!).toBeGreaterThan(50);
    });

    it('before any text leaves a failed question and an answer of 200 without one', async () => {
      const held = new HeldBack(WORDS);
      chat.ollama.script = held.script;
      const count = chat.ollama.questions.length;
      const answer = chat.ask('q', 'early').then((response) => response);
      await chat.ollama.asked(count + 1);
      await chat.stop('early').expect(200);
      const { status, body } = await answer;
      expect([status, body]).toMatchObject([200, { response: '', status: 'incomplete', incomplete_reason: 'stopped', success: true }]);
      expect(body).not.toHaveProperty('assistant_message_id');
      expect((await chat.history('early')).at(-1)).toMatchObject({ role: 'user', status: 'failed', code: 'stopped' });
    });

    it('ends only the running turn: who waits comes next', async () => {
      const { stream } = await begun('next');
      const waiting = chat.ask('second', 'next').then((response) => response);
      chat.ollama.script = answering(WORDS);
      await chat.stop('next').expect(200);
      expect((await waiting).body).toMatchObject({ response: TEXT, status: 'complete' });
      stream.leave();
    });

    it('is 404 for a chat that is not there', async () => {
      expect((await chat.stop('nobody').expect(404)).body).toMatchObject({ code: 'chat_not_found' });
    });
  });

  it('tells tokens that a model thought apart from what it said, in places of their own', async () => {
    chat.ollama.script = async (scripted) => {
      await scripted.line(chatLine('', { thinking: 'Hm.' }));
      await scripted.line(chatLine('Yes.'));
      await scripted.line(lastLine());
      scripted.end();
    };
    const events = await (await ask({ message: 'q', chat_id: 'thinking', stream: true })).all();
    expect(events.map(({ id, event }) => [id?.split('.')[1], event])).toEqual([['1', 'turn-start'], ['4', 'reasoning-delta'], ['8', 'text-delta'], ['9', 'turn-end']]);
    const again = await (await follow('thinking', events[0]!.id!.replace(/\d+$/, '3'))).all();
    expect(again.map(({ event, data }) => [event, data.text])).toEqual([['reasoning-delta', '.'], ['text-delta', 'Yes.'], ['turn-end', undefined]]);
  });
});
