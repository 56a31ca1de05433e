// What a turn costs in a chat of 10, 1,000 and 10,000 messages: the first after a start, and later ones.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chatText, patternOf } from './chat-files.mjs';
import { judged, median, printTable, shuffled } from './figures.mjs';
import { cpuSeconds, startOurs, temporaryFolder } from './processes.mjs';

const SIZES = [10, 1000, 10_000];
const TURNS = 20;
/** Ten messages of this length fill the window, so every prompt is as long as every other. */
const FULL = ' and so it goes on'.repeat(130);

export async function longChats(context) {
  await measure(context, 'short messages: a prompt of 10 messages against a full one', '');
  await measure(context, 'messages that fill the window: equal prompts', FULL);
}

async function measure({ program, model, load, quick }, title, padding) {
  const cwd = await temporaryFolder();
  const pattern = await patternOf(program, model, cwd, load);
  const rounds = quick ? 2 : 4;
  // A chat of 10 must stay one, so each of its turns finds a chat of its own.
  for (let chat = 0; chat < TURNS * rounds; chat++) await writeFile(join(cwd, 'chats', `of-10-${chat}.jsonl`), chatText(pattern, `of-10-${chat}`, 10, padding));
  for (const size of SIZES.slice(1)) await writeFile(join(cwd, 'chats', `of-${size}.jsonl`), chatText(pattern, `of-${size}`, size, padding));
  const seen = Object.fromEntries(SIZES.map((size) => [size, { first: [], later: [], cpu: [] }]));
  for (let round = 0; round < rounds; round++) await measureRound({ server: await startOurs(program, model, { cwd }), load, seen, round });
  const rows = SIZES.map((size) => [String(size), ...['first', 'later', 'cpu'].map((field) => median(seen[size][field]))]);
  printTable(`A turn in a long chat, ${title}`, ['messages', 'first ms', 'later ms', 'CPU ms a later turn'], rows);
  const ratio = (size, field) => median(seen[size][field].map((value, index) => value / seen[10][field][index]));
  printTable('Against the chat of 10', ['messages', 'later', 'CPU'], SIZES.slice(1).map((size) => [String(size), judged(ratio(size, 'later'), '<= 1.3'), judged(ratio(size, 'cpu'), '<= 1.3')]));
}

async function measureRound({ server, load, seen, round }) {
  const { url } = server;
  await load({ url, connections: 4, chats: 40 });
  const small = Array.from({ length: TURNS }, (_, index) => `of-10-${round * TURNS + index}`);
  for (const size of shuffled(SIZES)) {
    const ids = size === 10 ? small : [`of-${size}`];
    seen[size].first.push(median((await load({ url, connections: 1, chatIds: ids })).times));
  }
  const later = Object.fromEntries(SIZES.map((size) => [size, { ms: [], cpu: 0 }]));
  for (let pass = 0; pass < 4; pass++) {
    for (const size of shuffled(SIZES)) {
      const before = await cpuSeconds(server);
      const { times } = await load({ url, connections: 1, chatIds: size === 10 ? [...small] : Array.from({ length: TURNS }, () => `of-${size}`) });
      later[size].ms.push(...times);
      later[size].cpu += (await cpuSeconds(server)) - before;
    }
  }
  for (const size of SIZES) {
    seen[size].later.push(median(later[size].ms));
    seen[size].cpu.push((later[size].cpu * 1000) / later[size].ms.length);
  }
  await server.stop();
}
