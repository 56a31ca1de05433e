// A scripted Ollama: the native protocol with a fixed answer, cheap enough not to be what is measured. Started by run.mjs.
import http from 'node:http';

/** Tokens of an answer. Each is a line, an HTTP chunk and a write of its own, as Ollama flushes them. */
const TOKENS = 32;
/** What a token takes; 0 is as fast as it can. */
const TOKEN_MS = Number(process.env.MODEL_TOKEN_MS ?? 0);
const MODEL = process.env.OLLAMA_MODEL ?? 'bench:latest';
const WINDOW = 8192;

const line = (fields) => Buffer.from(`${JSON.stringify({ model: MODEL, created_at: '2026-01-01T00:00:00.000000000Z', ...fields })}\n`);
const TOKEN_LINES = Array.from({ length: TOKENS }, (_, index) => line({ message: { role: 'assistant', content: ` word${index % 10}` }, done: false }));

/** What was asked since the last look, so that equal prompts can be proved. */
let asked = { requests: 0, bytes: 0 };

const server = http.createServer((request, response) => {
  let bytes = 0;
  let messages = 0;
  request.on('data', (piece) => {
    bytes += piece.length;
    messages += occurrences(piece, '"role"');
  });
  request.on('end', () => answer(request.url, response, bytes, messages));
});
server.keepAliveTimeout = 60_000;

function answer(path, response, bytes, messages) {
  if (path === '/api/chat') return chat(response, bytes, messages);
  if (path === '/api/show') return json(response, { model_info: { 'general.architecture': 'llama', 'llama.context_length': WINDOW }, capabilities: ['completion'] });
  if (path === '/api/tags') return json(response, { models: [{ name: MODEL, model: MODEL, modified_at: '2026-01-01T00:00:00Z', capabilities: ['completion'] }] });
  if (path === '/api/version') return json(response, { version: '0.24.0' });
  if (path === '/bench/asked') {
    json(response, asked);
    asked = { requests: 0, bytes: 0 };
    return;
  }
  response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
}

function chat(response, bytes, messages) {
  asked.requests++;
  asked.bytes += bytes;
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  let next = 0;
  const write = () => {
    if (next < TOKENS) {
      response.write(TOKEN_LINES[next++]);
      if (TOKEN_MS > 0) setTimeout(write, TOKEN_MS);
      else setImmediate(write);
    } else response.end(line({ message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', total_duration: 5e6, prompt_eval_count: countedTokens(bytes, messages), eval_count: TOKENS, eval_duration: 4e6 }));
  };
  write();
}

/** Such that whoever learns bytes per token from it, a tenth on the safe side, stays at three. */
const countedTokens = (bytes, messages) => Math.max(1, Math.round((bytes - 180 - 34 * messages) * 0.3 + 4 * messages));

function occurrences(buffer, word) {
  let count = 0;
  for (let at = buffer.indexOf(word); at >= 0; at = buffer.indexOf(word, at + 1)) count++;
  return count;
}

function json(response, value) {
  const body = JSON.stringify(value);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`Listening on http://127.0.0.1:${server.address().port}\n`));
process.on('SIGTERM', () => process.exit(0));
