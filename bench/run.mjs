// node bench/run.mjs [--quick] [--program path/to/dist/main.js] [turns] [paced] [streams] [open] [stop] [long] [many] [list] [memory] [scroll] [page]
// Ours against a bare server with the same durability, side by side on the loopback. What was measured: docs/measurements.md.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { lists } from './part-list.mjs';
import { longChats } from './part-long.mjs';
import { idleMemory, manyChats } from './part-many.mjs';
import { page } from './part-page.mjs';
import { scrolling } from './part-scroll.mjs';
import { stops } from './part-stop.mjs';
import { openStreams, streams } from './part-streams.mjs';
import { paced, turns } from './part-turns.mjs';
import { cleanUp, startLoad, startModel } from './processes.mjs';

const PARTS = { turns, paced, streams, open: openStreams, stop: stops, long: longChats, many: manyChats, list: lists, memory: idleMemory, scroll: scrolling, page };

const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false }, program: { type: 'string', default: fileURLToPath(new URL('../dist/main.js', import.meta.url)) } } });
const program = resolve(values.program);
const unknown = positionals.filter((part) => !(part in PARTS));
if (unknown.length > 0) fail(`There is no part ${unknown.join(', ')}. The parts are ${Object.keys(PARTS).join(', ')}.`);
if (!existsSync(program)) fail(`${program} is not built. Run: npm run build`);

process.on('SIGINT', () => void cleanUp().then(() => process.exit(130)));
process.stdout.write(`Node ${process.version}, ${cpus().length} cores, ${process.platform} ${process.arch}\n`);
try {
  const context = { program, quick: values.quick, model: await startModel(), load: startLoad() };
  for (const part of positionals.length > 0 ? positionals : Object.keys(PARTS)) await PARTS[part](context);
} finally {
  await cleanUp();
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
