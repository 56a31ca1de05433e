// Streams, side by side: time to the first token beyond the model's own, tokens a second, and what an open stream takes of memory.
import { judged, medianOf, number, printTable, ratioOf, shuffled } from './figures.mjs';
import { memoryMegabytes, startBare, startModel, startOurs } from './processes.mjs';

const LOADS = [1, 64, 256, 1000];
const MOST = 1000;
/** So slow that every stream stays open while memory is read. */
const OPEN_TOKEN_MS = 4000;

export async function streams({ program, model, load, quick }) {
  const servers = { ours: await startOurs(program, model), bare: await startBare(model), model };
  for (const name of ['ours', 'bare']) await load({ url: servers[name].url, streams: 64 });
  const [rows, ratios] = [[], []];
  for (const count of LOADS) {
    const seen = { ours: [], bare: [], model: [] };
    for (let round = 0; round < (quick ? 3 : 7); round++) {
      for (const name of shuffled(Object.keys(seen))) seen[name].push(await many(load, { url: servers[name].url, streams: count, fromModel: name === 'model' }));
    }
    for (const [name, rounds] of Object.entries(seen)) rows.push([String(count), name, ...['first50', 'first99', 'tokensASecond', 'errors'].map((field) => medianOf(rounds, field))]);
    const added = (name) => medianOf(seen[name], 'first99') - medianOf(seen.model, 'first99');
    const ratio = added('ours') / added('bare');
    ratios.push([String(count), count === 64 ? judged(ratio, '<= 1.3') : number(ratio), judged(ratioOf(seen.ours, seen.bare, 'tokensASecond'), '>= 0.5')]);
  }
  printTable('Streams, a model that answers at once', ['streams', 'server', 'first token p50 ms', 'p99 ms', 'tokens/s', 'errors'], rows);
  printTable('Ours to bare', ['streams', 'added first token p99', 'tokens/s'], ratios);
  for (const name of ['ours', 'bare']) await servers[name].stop();
}

/** Few streams are over too soon to be timed once: more of them, one after the other. */
async function many(load, job) {
  const results = [];
  for (let done = 0; done < 64; done += job.streams) results.push(await load(job));
  return Object.fromEntries(['first50', 'first99', 'tokensASecond', 'errors'].map((field) => [field, medianOf(results, field)]));
}

export async function openStreams({ program, load, quick }) {
  const model = await startModel(OPEN_TOKEN_MS);
  const seen = { ours: [], bare: [] };
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    for (const name of shuffled(Object.keys(seen))) {
      const server = await (name === 'ours' ? startOurs(program, model) : startBare(model));
      await load({ url: server.url, streams: 8, onlyOpen: true });
      await load({ leave: true });
      const before = await memoryMegabytes(server);
      const { open } = await load({ url: server.url, streams: MOST, onlyOpen: true });
      const megabytes = await memoryMegabytes(server);
      const { errors } = await load({ leave: true });
      seen[name].push({ open, errors, megabytes, kilobytes: ((megabytes - before) * 1024) / MOST });
      await server.stop();
    }
  }
  const rows = Object.entries(seen).map(([name, rounds]) => [name, ...['open', 'errors', 'megabytes', 'kilobytes'].map((field) => medianOf(rounds, field))]);
  printTable(`${MOST} open streams`, ['server', 'open', 'errors', 'MB', 'KB a stream'], rows);
  printTable('Ours', ['to bare, a stream', 'in all'], [[judged(ratioOf(seen.ours, seen.bare, 'kilobytes'), '<= 1.3'), judged(medianOf(seen.ours, 'megabytes'), '<= 300', ' MB')]]);
  await model.stop();
}
