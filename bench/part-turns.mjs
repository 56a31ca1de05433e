// Turns per second, waiting time and processor time, ours and the bare server's side by side.
import { judged, medianOf, printTable, ratioOf, shuffled } from './figures.mjs';
import { cpuSeconds, memoryMegabytes, startBare, startOurs } from './processes.mjs';

/** Per number of connections: chats of 20 turns a round, and the aim. */
const LOADS = [
  { connections: 1, chats: 10, aim: '>= 0.7' },
  { connections: 16, chats: 48, aim: '>= 0.8' },
  { connections: 64, chats: 64, aim: '>= 0.8' },
];

export async function turns({ program, model, load, quick }) {
  const servers = { ours: await startOurs(program, model), bare: await startBare(model) };
  const rounds = quick ? 3 : 9;
  for (const server of Object.values(servers)) await load({ url: server.url, connections: 16, chats: quick ? 64 : 160 });
  const rows = [];
  const ratios = [];
  for (const { connections, chats, aim } of LOADS) {
    const seen = { ours: [], bare: [] };
    for (let round = 0; round < rounds; round++) {
      for (const name of shuffled(['ours', 'bare'])) seen[name].push(await measured(servers[name], model, () => load({ url: servers[name].url, connections, chats })));
    }
    for (const [name, results] of Object.entries(seen)) rows.push([connections, name, ...['turnsASecond', 'p50', 'p99', 'cpuMs', 'promptBytes'].map((field) => medianOf(results, field))]);
    ratios.push([connections, judged(ratioOf(seen.ours, seen.bare, 'turnsASecond'), aim), judged(ratioOf(seen.ours, seen.bare, 'cpuMs'), '<= 2'), ratioOf(seen.ours, seen.bare, 'promptBytes')]);
  }
  printTable('Turns', ['connections', 'server', 'turns/s', 'p50 ms', 'p99 ms', 'CPU ms a turn', 'prompt bytes'], rows);
  printTable('Ours to bare (median of the rounds\' ratios)', ['connections', 'turns/s', 'CPU a turn', 'prompt'], ratios);
  printTable('Memory after that', ['server', 'MB'], await Promise.all(Object.entries(servers).map(async ([name, server]) => [name, await memoryMegabytes(server)])));
  for (const server of Object.values(servers)) await server.stop();
}

async function measured(server, model, run) {
  await asked(model);
  const before = await cpuSeconds(server);
  const result = await run();
  const cpu = (await cpuSeconds(server)) - before;
  const { requests, bytes } = await asked(model);
  return { ...result, turnsASecond: result.turns / result.seconds, cpuMs: (cpu * 1000) / result.turns, promptBytes: bytes / requests };
}

const asked = async (model) => (await fetch(`${model.url}/bench/asked`)).json();
