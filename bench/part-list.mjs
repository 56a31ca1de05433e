// How long a list of 100,000 chats holds up everybody else: /health/live is asked all the time while the list is written and sent.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { patternOf, writeChats } from './chat-files.mjs';
import { judged, median, printTable } from './figures.mjs';
import { startOurs, temporaryFolder } from './processes.mjs';

const LISTS = 10;

export async function lists({ program, model, load, quick }) {
  const many = quick ? 10_000 : 100_000;
  const cwd = await temporaryFolder();
  await writeChats(cwd, await patternOf(program, model, cwd, load), many);
  const server = await startOurs(program, model, { cwd });
  while ((await fetch(`${server.url}/health/ready`)).status === 503) await new Promise((resolve) => setTimeout(resolve, 100));
  const rows = [];
  for (const [name, query] of [['all of them', ''], ['a page of 50', '?limit=50'], ['a search of all for a word that is nowhere, its first seconds', '?q=nowhere']]) {
    const seen = [];
    for (let list = 0; list < (query.includes('q=') ? 1 : LISTS); list++) {
      // A turn between two lists gives a chat another place.
      await load({ url: server.url, connections: 1, chatIds: [`many-00000${list}`] });
      seen.push(await beside(server, query));
    }
    rows.push([name, median(seen.map(({ ms }) => ms)), judged(median(seen.map(({ longest }) => longest)), '<= 50', ' ms')]);
  }
  printTable(`Lists of ${many} chats`, ['', 'ms, with the start of its reader', 'longest answer of /health/live meanwhile'], rows);
  await server.stop();
}

/** The list is read by a process of its own, so that only the server can be what holds up this one's questions. */
async function beside({ url }, query) {
  const begun = performance.now();
  const reader = spawn(process.execPath, ['-e', `fetch(${JSON.stringify(`${url}/chat/history${query}`)}).then(async ({ body }) => { for await (const piece of body) piece; })`], { stdio: 'ignore' });
  const ended = once(reader, 'exit');
  let longest = 0;
  while (reader.exitCode === null && performance.now() - begun < 5000) {
    const asked = performance.now();
    await (await fetch(`${url}/health/live`)).arrayBuffer();
    longest = Math.max(longest, performance.now() - asked);
  }
  reader.kill();
  await ended;
  return { ms: performance.now() - begun, longest };
}
