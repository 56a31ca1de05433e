// Stores as they are often written, behind the same routes, for the crash loop to catch: node naive-server.mjs <sound|early|rewrite|forgetful|twice>
//   sound      writes, then answers: enough for kill -9, with which it is held against the others
//   early      answers first and writes a moment later
//   rewrite    keeps a chat as one JSON file that is written anew, in place, in pieces
//   forgetful  keeps the index of its chats in memory until it ends
//   twice      writes again at the start what it noted down before the answer was sent
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';

const [mode] = process.argv.slice(2);
await once(process.stdin, 'data');
process.stdin.destroy();
const JOURNAL = 'journal';
mkdirSync('chats', { recursive: true });
const busy = new Map();
const known = new Set(mode === 'forgetful' ? [] : readdirSync('chats').map((name) => name.replace('.chat', '')));
if (mode === 'twice' && existsSync(JOURNAL)) replay(JSON.parse(readFileSync(JOURNAL, 'utf8')));

const pathOf = (id) => `chats/${id}.chat`;

function read(id) {
  if (!known.has(id)) return undefined;
  const text = existsSync(pathOf(id)) ? readFileSync(pathOf(id), 'utf8') : '';
  if (mode === 'rewrite') return JSON.parse(text);
  return text.split('\n').slice(0, -1).map((line) => JSON.parse(line));
}

async function store(id, messages) {
  if (mode === 'early') await later(25);
  if (mode !== 'rewrite') return appendFileSync(pathOf(id), messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
  const text = JSON.stringify([...(existsSync(pathOf(id)) ? JSON.parse(readFileSync(pathOf(id), 'utf8')) : []), ...messages]);
  const file = openSync(pathOf(id), 'w');
  for (let from = 0; from < text.length; from += 256) {
    writeSync(file, text.slice(from, from + 256));
    await later(1);
  }
  closeSync(file);
}

function replay({ id, messages }) {
  known.add(id);
  appendFileSync(`chats/${id}.chat`, messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
}

async function turn({ message, chat_id: id }) {
  // A kill between making the file and writing to it leaves an empty one.
  const isNew = !existsSync(pathOf(id)) || statSync(pathOf(id)).size === 0;
  known.add(id);
  const [question, answer] = [
    { id: randomUUID(), role: 'user', content: message },
    { id: randomUUID(), role: 'assistant', content: `Echo of ${message}` },
  ];
  const messages = [...(isNew ? [{ id: randomUUID(), role: 'system', content: 'naive' }] : []), question, answer];
  if (mode === 'twice') replaceJournal({ id, messages: [question, answer] });
  const stored = store(id, messages);
  if (mode !== 'early') await stored;
  return { response: answer.content, user_message_id: question.id, assistant_message_id: answer.id };
}

function replaceJournal(entry) {
  writeFileSync(`${JOURNAL}.tmp`, JSON.stringify(entry));
  renameSync(`${JOURNAL}.tmp`, JOURNAL);
}

/** One turn of a chat after the other, as the real program does it. */
function inTurn(id, work) {
  const mine = (busy.get(id) ?? Promise.resolve()).then(work, work);
  busy.set(id, mine);
  return mine;
}

async function answer(request) {
  const id = request.url.split('/').at(-1);
  if (request.method === 'POST') {
    let body = '';
    for await (const chunk of request) body += chunk;
    const asked = JSON.parse(body);
    return inTurn(asked.chat_id, () => turn(asked));
  }
  if (request.method === 'DELETE') return rmSync(pathOf(id), { force: true }), known.delete(id), {};
  if (request.url === '/chat/history') return { chats: Object.fromEntries(Array.from(known).map((chat) => [chat, { message_count: read(chat).length }])) };
  const messages = read(id);
  return messages && { history: { messages } };
}

async function serve(request, response) {
  const body = await answer(request).catch((error) => ({ error: String(error) }));
  response.writeHead(body ? (body.error ? 500 : 200) : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
}

const server = createServer((request, response) => void serve(request, response));
server.listen(0, '127.0.0.1', () => process.stdout.write(`Listening on http://127.0.0.1:${server.address().port}\n`));
