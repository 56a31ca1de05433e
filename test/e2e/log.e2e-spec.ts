import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { ChatServer } from '../support/chat-server.js';
import { answering } from '../support/scripted-ollama.js';
import { runToEnd } from '../support/server.js';

const CANARY = 'canary-7f3a';

describe('the log', () => {
  it('holds nothing that was said, at the most talkative level and whatever goes wrong', async () => {
    const chat = await ChatServer.start({ LOG_LEVEL: 'trace', OLLAMA_NUM_CTX: '512' });
    try {
      const { url } = chat.server;
      chat.ollama.script = answering([`${CANARY}-answer`]);
      await chat.ask(`${CANARY}-question`, 'kept').expect(200);
      chat.ollama.script = (scripted) => scripted.refuse(500, `cannot do ${CANARY}-upstream`);
      await chat.ask(`${CANARY}-refused`).expect(502);
      chat.ollama.script = (scripted) => scripted.bytes(`<html>${CANARY}-html`).then(() => scripted.end());
      await chat.ask(`${CANARY}-html`).expect(502);
      chat.ollama.script = (scripted) => scripted.reset();
      await chat.ask(`${CANARY}-reset`).expect(502);
      await chat.ask(`${CANARY} `.repeat(1000)).expect(413);
      await request(url).post('/chat').set('content-type', 'application/json').send(`{"message": "${CANARY}-broken`).expect(400);
      await request(url).post('/chat').send({ message: 5, [CANARY]: CANARY }).expect(422);
      await request(url).get(`/chat/history?key=${CANARY}-query`);
      await request(url).get(`/nowhere?key=${CANARY}-query`).expect(404);
      await request(url).post('/chat').set('host', `${CANARY}.example`).send({ message: CANARY }).expect(421);
      await chat.server.stop('SIGTERM');
      expect(chat.server.output()).toMatch(/Listening on/);
      expect(chat.server.output()).not.toContain(CANARY);
      const files = await readdir(join(chat.server.folder, 'chats'));
      const texts = await Promise.all(files.filter((name) => name.endsWith('.jsonl')).map((name) => readFile(join(chat.server.folder, 'chats', name), 'utf8')));
      expect(texts.join('')).toContain(`${CANARY}-question`);
    } finally {
      await chat.close();
    }
  });

  it.each(['fatal', 'info', 'trace'])('has one line that says where it listens and with what, at level %s', async (level) => {
    const chat = await ChatServer.start({ LOG_LEVEL: level });
    const lines = chat.server.output().split('\n').filter((line) => line.includes('Listening on'));
    await chat.close();
    expect(lines).toEqual([expect.stringMatching(/^Listening on http:\/\/127\.0\.0\.1:\d+ \(provider ollama, model tiny\)/)]);
  });
});

describe('a start that must not happen', () => {
  it('ends with 1 and one message that names every fault of the settings', async () => {
    const { code, output } = await runToEnd({ PORT: 'x', TEMPERATURE: 'hot', PROVIDER: 'ollama', OLLAMA_URL: 'nowhere' }, __dirname);
    expect(code).toBe(1);
    for (const fault of ['PORT must be', 'TEMPERATURE must be', 'OLLAMA_URL must be']) expect(output).toContain(fault);
    expect(output).not.toMatch(/^\s+at /m);
  });

  it('says that the port is taken, and what to do', async () => {
    const chat = await ChatServer.start();
    const { code, output } = await runToEnd({ PORT: new URL(chat.server.url).port, PROVIDER: 'ollama', CHATS_DIR: join(chat.server.folder, 'others') }, chat.server.folder);
    await chat.close();
    expect(code).toBe(1);
    expect(output).toMatch(/port is in use/);
  });
});
