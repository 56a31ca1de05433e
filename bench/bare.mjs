// The peer: the least code that keeps the same promise. Question on disk, model streamed, answer on disk, then the JSON answer or the last event.
// No framework, no validation, no recovery, no lock, no index; its open files and its memory of recent messages never end.
import { randomUUID } from 'node:crypto';
import { close, fdatasync, fsync, mkdirSync, open, openSync, write } from 'node:fs';
import http from 'node:http';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const [openFile, closeFile, writeFile, syncFile, syncData] = [open, close, write, fsync, fdatasync].map((call) => promisify(call));
const OLLAMA = new URL(process.env.OLLAMA_URL);
const MODEL = process.env.OLLAMA_MODEL;
const CHATS = resolve(process.env.CHATS_DIR ?? 'chats');
const SYSTEM = { role: 'system', content: 'You are a helpful assistant.' };
const PROMPT_TOKENS = 8192 - 1024;

mkdirSync(CHATS, { recursive: true });
const folder = openSync(CHATS, 'r');
const agent = new http.Agent({ keepAlive: true });
const chats = new Map();

const tokensOf = ({ content }) => Math.ceil(Buffer.byteLength(content) / 3) + 8;

async function chatOf(id) {
  const known = chats.get(id);
  if (known) return known;
  const chat = { file: await openFile(join(CHATS, `${id}.jsonl`), 'a'), isNew: true, recent: [], tokens: tokensOf(SYSTEM) };
  chats.set(id, chat);
  return chat;
}

/** The same prompt as the other side's: system prompt, as much of the newest history as fits, the question. */
function remember(chat, message) {
  chat.recent.push(message);
  chat.tokens += tokensOf(message);
  while (chat.tokens > PROMPT_TOKENS && chat.recent.length > 2) chat.tokens -= tokensOf(chat.recent.shift()) + tokensOf(chat.recent.shift());
}

async function append(chat, ...records) {
  await writeFile(chat.file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  await syncData(chat.file);
  if (chat.isNew) await syncFile(folder);
  chat.isNew = false;
}

function ask(messages, tell = () => undefined) {
  const body = Buffer.from(JSON.stringify({ model: MODEL, messages, stream: true, truncate: false, options: { num_ctx: 8192, temperature: 0.7 } }));
  return new Promise((answered, failed) => {
    const request = http.request({ host: OLLAMA.hostname, port: OLLAMA.port, path: '/api/chat', method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': body.length } }, (response) => {
      let text = '';
      let rest = '';
      let last;
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        const lines = (rest + piece).split('\n');
        rest = lines.pop();
        for (const line of lines) {
          last = JSON.parse(line);
          text += last.message.content;
          if (last.message.content) tell(last.message.content);
        }
      });
      response.on('end', () => (last?.done ? answered({ text, last }) : failed(new Error('cut off'))));
      response.on('error', failed);
    });
    request.on('error', failed);
    request.end(body);
  });
}

async function turn({ message, chat_id: id = randomUUID() }, tell) {
  const chat = await chatOf(id);
  const question = { role: 'user', content: message };
  const asked = { id: randomUUID(), ...question, timestamp: new Date().toISOString() };
  await append(chat, ...(chat.isNew ? [{ id: randomUUID(), ...SYSTEM }, asked] : [asked]));
  remember(chat, question);
  const { text, last } = await ask([SYSTEM, ...chat.recent], tell);
  const answer = { role: 'assistant', content: text };
  const said = { id: randomUUID(), ...answer, timestamp: new Date().toISOString() };
  await append(chat, said);
  remember(chat, answer);
  return { response: text, chat_id: id, success: true, status: 'complete', user_message_id: asked.id, assistant_message_id: said.id, model: MODEL, usage: { prompt_tokens: last.prompt_eval_count, completion_tokens: last.eval_count } };
}

const server = http.createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (piece) => (body += piece));
  request.on('end', () => void answer(body, response));
});

async function relay(asked, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const end = await turn(asked, (text) => response.write(`event: text-delta\ndata: ${JSON.stringify({ text })}\n\n`));
  response.end(`event: turn-end\ndata: ${JSON.stringify(end)}\n\n`);
}

async function answer(body, response) {
  try {
    const asked = JSON.parse(body);
    if (asked.stream) return await relay(asked, response);
    const bytes = Buffer.from(JSON.stringify(await turn(asked)));
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length }).end(bytes);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`Listening on http://127.0.0.1:${server.address().port}\n`));
process.on('SIGTERM', () => void Promise.all(Array.from(chats.values(), ({ file }) => closeFile(file))).then(() => process.exit(0)));
