// The load: forked by run.mjs, told a job by message, answers with what it saw. Each connection asks one question after the other.
import http from 'node:http';

/** About as long as a person's question. */
const QUESTION = 'What would you tell someone who asks this for the first time, in a sentence or two?';

process.on('message', (job) => {
  run(job).then((result) => process.send(result), (error) => process.send({ error: String(error) }));
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
