// Turns per second, waiting time and processor time, ours and the bare server's side by side.
import { judged, medianOf, number, printTable, ratioOf, shuffled } from './figures.mjs';
import { cpuSeconds, memoryMegabytes, startBare, startModel, startOurs } from './processes.mjs';

/** Of a round, per number of connections. */
const LOADS = [
  { connections: 1, chats: 10, aim: '>= 0.7' },
  { connections: 16, chats: 48, aim: '>= 0.8' },
  { connections: 64, chats: 64, aim: '>= 0.8' },
];
/** 50 tokens a second in each chat is a fast model on a good machine. */
const TOKEN_MS = 20;
const PACED_LOADS = [
  { connections: 1, chats: 1, turnsAChat: 5, aim: '>= 0.7' },
  { connections: 16, chats: 16, turnsAChat: 5, aim: '>= 0.8' },
  { connections: 64, chats: 64, turnsAChat: 5, aim: '>= 0.8' },
];

/** The model answers at once: all that is left is what the servers cost. */
export const turns = (context) => compare(context, 'Turns, a model that answers at once', LOADS);

/** The model takes its time for every token. */
export async function paced(context) {
  const model = await startModel(TOKEN_MS);
  await compare({ ...context, model }, `Turns, a model that takes ${TOKEN_MS} ms a token`, PACED_LOADS);
  await model.stop();
}

async function compare({ program, model, load, quick }, title, loads) {
  const servers = { ours: await startOurs(program, model), bare: await startBare(model) };
  const rounds = quick ? 3 : 7;
  const [least, most] = [loads[1], loads[2]];
  for (const server of Object.values(servers)) await load({ url: server.url, ...most, connections: least.connections * 2, chats: most.chats * (quick ? 1 : 3) });
  const rows = [];
  const ratios = [];
  for (const { connections, chats, turnsAChat, aim } of loads) {
    const seen = { ours: [], bare: [] };
    for (let round = 0; round < rounds; round++) {
      for (const name of shuffled(['ours', 'bare'])) seen[name].push(await measured(servers[name], model, () => load({ url: servers[name].url, connections, chats, turnsAChat })));
    }
    for (const [name, results] of Object.entries(seen)) rows.push([String(connections), name, ...['turnsASecond', 'p50', 'p99', 'cpuMs', 'promptBytes'].map((field) => medianOf(results, field))]);
    const prompts = number(ratioOf(seen.ours, seen.bare, 'promptBytes'));
    ratios.push([String(connections), judged(ratioOf(seen.ours, seen.bare, 'turnsASecond'), aim), judged(ratioOf(seen.ours, seen.bare, 'cpuMs'), '<= 2'), prompts]);
  }
  printTable(title, ['connections', 'server', 'turns/s', 'p50 ms', 'p99 ms', 'CPU ms a turn', 'prompt bytes'], rows);
  printTable("Ours to bare (median of the rounds' ratios)", ['connections', 'turns/s', 'CPU a turn', 'prompt'], ratios);
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
