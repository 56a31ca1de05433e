// How soon a stop reaches whoever computes: an Ollama, whose connection closes, and the embedded model, whose process falls idle.
import http from 'node:http';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import { judged, median, printTable } from './figures.mjs';
import { cpuSeconds, startOurs } from './processes.mjs';

const STOPS = 20;
const IDLE_MS = 60;

export async function stops({ program }) {
  const rows = [await ollamaStops(program)];
  if (process.env.REAL_MODEL) rows.push(await embeddedStops(program, resolve(process.env.REAL_MODEL)));
  else process.stdout.write('SKIPPED the embedded model: REAL_MODEL names no GGUF file.\n');
  printTable('From POST /chat/stop to the model being left', ['model', 'median', 'longest ms'], rows);
}

/** A server of ours in Ollama's place, in this process, so that one clock tells both moments. */
async function ollamaStops(program) {
  const asked = [];
  const tell = (response) => {
    asked.push(response);
    response.write(`${JSON.stringify({ message: { role: 'assistant', content: 'Par' }, done: false })}\n`);
  };
  const model = http.createServer((request, response) => {
    request.resume();
    if (request.url === '/api/chat') tell(response);
    else response.end(JSON.stringify({ models: [], model_info: { 'general.architecture': 'llama', 'llama.context_length': 8192 } }));
  });
  await new Promise((listening) => model.listen(0, '127.0.0.1', listening));
  const server = await startOurs(program, { url: `http://127.0.0.1:${model.address().port}` });
  const times = [];
  for (let count = 0; count < STOPS; count++) {
    const chat = await begin(server, `stop-${count}`, 'Tell me all.', 'text-delta');
    const left = once(asked.pop(), 'close').then(() => performance.now());
    const begun = performance.now();
    await stop(server, chat);
    times.push((await left) - begun);
  }
  await server.stop();
  model.close();
  return ["Ollama's protocol", judged(median(times), '<= 50', ' ms'), Math.max(...times)];
}

/** In the middle of a long prompt; told by the processor time of its process, read until it stands still. */
async function embeddedStops(program, file) {
  const server = await startOurs(program, { url: 'http://127.0.0.1:9' }, { env: { PROVIDER: 'local', LOCAL_MODEL: file } });
  const prompt = 'The sun sets over the sea and the boats come home. '.repeat(300);
  const times = [];
  for (let count = 0; count < 8; count++) {
    const chat = await begin(server, `stop-${count}`, `${count} ${prompt}`, 'progress', '"prompt"');
    const [pid] = (await readFile(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8')).split(' ');
    const begun = performance.now();
    const stopped = stop(server, chat);
    times.push((await idleSince({ pid })) - begun);
    await stopped;
  }
  await server.stop();
  return ['embedded, in a long prompt', judged(median(times), '<= 100', ' ms'), Math.max(...times)];
}

/** When the process last used the processor, to some milliseconds and the 10 ms of the system's own clock. */
async function idleSince(process) {
  let [last, changed] = [await cpuSeconds(process), performance.now()];
  while (performance.now() - changed < IDLE_MS) {
    await new Promise((again) => setTimeout(again, 2));
    const now = await cpuSeconds(process);
    if (now !== last) [last, changed] = [now, performance.now()];
  }
  return changed;
}

/** Begins a turn and returns when an event of a kind has come. */
async function begin({ url }, chatId, message, event, holding = '') {
  const response = await fetch(`${url}/chat`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message, chat_id: chatId, stream: true }) });
  let text = '';
  for await (const piece of response.body) {
    text += Buffer.from(piece).toString();
    if (text.includes(`event: ${event}`) && text.includes(holding)) return chatId;
  }
  throw new Error(`The answer ended without ${event}:\n${text}`);
}

async function stop({ url }, chatId) {
  const { stopped } = await (await fetch(`${url}/chat/stop/${chatId}`, { method: 'POST' })).json();
  if (!stopped) throw new Error('There was nothing to stop.');
}
