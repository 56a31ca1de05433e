// The load: forked by run.mjs, told a job by message, answers with what it saw. Each connection asks one question after the other.
import http from 'node:http';

/** About as long as a person's question. */
const QUESTION = 'What would you tell someone who asks this for the first time, in a sentence or two?';

process.on('message', (job) => {
  if (job.leave) return;
  (job.streams ? runStreams(job) : run(job)).then((result) => process.send(result), (error) => process.send({ error: String(error) }));
});
process.on('disconnect', () => process.exit(0));

/**
 * So many connections go through `chats` new chats of `turnsAChat` turns each, or through `chatIds`, one turn each. A number of turns
 * and not of seconds, so that a slow server is asked the same prompts as a fast one.
 */
async function run({ url, connections, chats = 0, turnsAChat = 20, chatIds }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const address = new URL('/chat', url);
  const times = [];
  const begun = performance.now();
  const rest = chatIds ?? Array.from({ length: chats }, (_, index) => `load-${process.pid}-${Math.round(begun)}-${index}`);
  const connection = async () => {
    for (let id = rest.shift(); id !== undefined; id = rest.shift()) {
      for (let turn = 0; turn < (chatIds ? 1 : turnsAChat); turn++) {
        const before = performance.now();
        await ask(agent, address, id);
        times.push(performance.now() - before);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const elapsed = (performance.now() - begun) / 1000;
  agent.destroy();
  return { turns: times.length, seconds: elapsed, times: chatIds ? times : undefined, ...percentiles(times) };
}

/**
 * So many streams at once, each in a chat of its own, or straight from the model: when the first token came and how many tokens a second.
 * `onlyOpen` leaves them all once each has had its first token and the message `leave` has come.
 */
async function runStreams({ url, streams, fromModel = false, onlyOpen = false }) {
  const agent = new http.Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const begun = performance.now();
  const readers = await Promise.allSettled(Array.from({ length: streams }, (_, index) => readStream(agent, url, `stream-${process.pid}-${Math.round(begun)}-${index}`, fromModel, onlyOpen)));
  const seconds = (performance.now() - begun) / 1000;
  const seen = readers.flatMap(({ value }) => value ?? []);
  const fault = readers.find(({ reason }) => reason);
  if (fault) process.stderr.write(`A stream failed: ${String(fault.reason).slice(-300)}\n`);
  if (onlyOpen) {
    process.send({ open: seen.length });
    await new Promise((resolve) => process.once('message', resolve));
  }
  agent.destroy();
  const tokens = seen.reduce((sum, reader) => sum + reader.tokens, 0);
  const firsts = percentiles(seen.map(({ first }) => first));
  return { errors: streams - seen.length, tokensASecond: tokens / seconds, first50: firsts.p50, first99: firsts.p99 };
}

function readStream(agent, url, id, fromModel, onlyOpen) {
  const { hostname, port } = new URL(url);
  const [path, asked, mark, end] = fromModel
    ? ['/api/chat', { model: 'bench:latest', messages: [{ role: 'user', content: QUESTION }], stream: true }, '"done":false', '"done":true']
    : ['/chat', { message: QUESTION, chat_id: id, stream: true }, 'event: text-delta', 'event: turn-end'];
  const body = Buffer.from(JSON.stringify(asked));
  const begun = performance.now();
  return new Promise((done, failed) => {
    const request = http.request({ agent, hostname, port, path, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length } }, (response) => {
      let first;
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        rest += piece;
        if (first === undefined && rest.includes(mark)) first = performance.now() - begun;
        if (onlyOpen && first !== undefined) done({ first, tokens: tokensIn(rest, end) });
      });
      response.on('end', () => (rest.includes(end) ? done({ first, tokens: tokensIn(rest, end) }) : failed(new Error(`${response.statusCode} ${rest}`))));
      response.on('error', failed);
    });
    request.on('error', failed);
    request.end(body);
  });
}

/** The model's tokens are " word0" to " word9", however many an event carries; the last event says them all again. */
function tokensIn(text, end) {
  let count = 0;
  const last = text.lastIndexOf(end);
  const until = last < 0 ? text.length : last;
  for (let at = text.indexOf(' word'); at >= 0 && at < until; at = text.indexOf(' word', at + 1)) count++;
  return count;
}

function ask(agent, { hostname, port, pathname }, id) {
  const body = Buffer.from(JSON.stringify({ message: QUESTION, chat_id: id }));
  return new Promise((done, failed) => {
    const request = http.request({ agent, hostname, port, path: pathname, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length } }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (piece) => (answer += piece));
      response.on('end', () => (response.statusCode === 200 && answer.includes('"status":"complete"') ? done() : failed(new Error(`${response.statusCode} ${answer}`))));
      response.on('error', failed);
    });
    request.on('error', failed);
    request.end(body);
  });
}

function percentiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p99: at(0.99) };
}
