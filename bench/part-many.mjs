// 100,000 chats: the start until listening, with the index and without, and what a turn costs beside them.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { patternOf, writeChats } from './chat-files.mjs';
import { judged, median, medianOf, printTable, ratioOf, shuffled } from './figures.mjs';
import { cpuSeconds, memoryMegabytes, startBare, startOurs, temporaryFolder } from './processes.mjs';

const FEW = 10;

export async function manyChats(context) {
  const { program, model, load, quick } = context;
  const many = quick ? 10_000 : 100_000;
  const folders = { few: await temporaryFolder(), many: await temporaryFolder() };
  const pattern = await patternOf(program, model, folders.many, load);
  await writeChats(folders.few, pattern, FEW);
  await writeChats(folders.many, pattern, many);
  await starts(context, folders.many, many);
  await turnsBeside(context, folders, many);
}

async function starts({ program, model, quick }, cwd, many) {
  const rounds = quick ? 2 : 3;
  const seen = { 'without index.json': [], 'with index.json': [], 'after kill -9': [], 'bare server, no chats': [] };
  for (let round = 0; round < rounds; round++) {
    await rm(join(cwd, 'chats', 'index.json'), { force: true });
    for (const kind of ['without index.json', 'with index.json', 'after kill -9']) {
      // The clean end of the first writes the index for the second; the second is killed.
      seen[kind].push(await measuredStart(() => startOurs(program, model, { cwd }), kind === 'with index.json' ? 'SIGKILL' : 'SIGTERM'));
    }
    seen['bare server, no chats'].push(await measuredStart(() => startBare(model), 'SIGTERM'));
  }
  const rows = Object.entries(seen).map(([kind, results]) => [kind, judged(medianOf(results, 'ms'), '<= 3000', ' ms'), ...['readyMs', 'cpu', 'megabytes'].map((field) => medianOf(results, field))]);
  printTable(`Start with ${many} chats`, ['', 'listening after', 'ready after ms', 'CPU s until ready', 'MB when ready'], rows);
}

async function measuredStart(startServer, endSignal) {
  const begun = performance.now();
  const server = await startServer();
  while ((await fetch(`${server.url}/health/ready`)).status === 503) await new Promise((resolve) => setTimeout(resolve, 20));
  const result = { ms: server.startMs, readyMs: performance.now() - begun, cpu: await cpuSeconds(server), megabytes: await memoryMegabytes(server) };
  await server.stop(endSignal);
  return result;
}

async function turnsBeside({ program, model, load, quick }, folders, many) {
  const servers = Object.fromEntries(await Promise.all(Object.entries(folders).map(async ([name, cwd]) => [name, await startOurs(program, model, { cwd })])));
  for (const server of Object.values(servers)) await load({ url: server.url, connections: 4, chats: quick ? 40 : 120 });
  const seen = { few: [], many: [] };
  for (let round = 0; round < (quick ? 3 : 9); round++) {
    for (const name of shuffled(Object.keys(seen))) {
      const before = await cpuSeconds(servers[name]);
      const result = await load({ url: servers[name].url, connections: 1, chats: 40, turnsAChat: 5 });
      seen[name].push({ ...result, cpuMs: ((await cpuSeconds(servers[name])) - before) * 1000 / result.turns });
    }
  }
  const rows = [[FEW, 'few'], [many, 'many']].map(([count, name]) => [String(count), ...['p50', 'p99', 'cpuMs'].map((field) => medianOf(seen[name], field))]);
  printTable('A turn beside other chats (every fifth begins a chat)', ['chats', 'p50 ms', 'p99 ms', 'CPU ms a turn'], rows);
  printTable('Many to few', ['p50', 'CPU a turn'], [['p50', 'cpuMs'].map((field) => judged(ratioOf(seen.many, seen.few, field), '<= 1.3'))]);
  printTable('Memory after that', ['chats', 'MB'], await Promise.all([[FEW, 'few'], [many, 'many']].map(async ([count, name]) => [String(count), await memoryMegabytes(servers[name])])));
  for (const server of Object.values(servers)) await server.stop();
}

export async function idleMemory({ program, model, quick }) {
  const readings = [];
  for (let round = 0; round < (quick ? 2 : 3); round++) {
    const server = await startOurs(program, model);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    readings.push(await memoryMegabytes(server));
    await server.stop();
  }
  printTable('Idle memory, Ollama configured', ['', 'MB'], [['resident, 3 s after the start', judged(median(readings), '<= 120', ' MB')]]);
}
