// Many or long chat files, quickly: the program writes one chat, its lines are copied under other ids with a new CRC each.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { startOurs } from './processes.mjs';

/** The lines of a chat of one turn as the program writes them, as objects: those of a new chat, and those of a turn. */
export async function patternOf(program, model, cwd, load) {
  const server = await startOurs(program, model, { cwd });
  await load({ url: server.url, connections: 1, chatIds: ['pattern'] });
  await server.stop();
  const text = await readFile(join(cwd, 'chats', 'pattern.jsonl'), 'utf8');
  const records = text.trimEnd().split('\n').map((line) => JSON.parse(line));
  const first = records.findIndex((record) => JSON.stringify(record).includes('"role":"user"'));
  if (first < 1) throw new Error('The pattern chat does not look like WIRE.md, section 8.');
  return { opening: records.slice(0, first), turn: records.slice(first) };
}

/** A chat of so many messages (the system prompt not counted); `padding` lengthens each message. */
export function chatText({ opening, turn }, id, messages, padding = '') {
  const lines = opening.map((record) => lineOf(record, id));
  for (let count = 0; count < messages; count += 2) {
    const ids = new Map();
    const fresh = (value) => ids.get(value) ?? ids.set(value, randomUUID()).get(value);
    for (const record of turn) lines.push(lineOf(record, id, { fresh, padding }));
  }
  return lines.join('');
}

/** The line of a record, its ids replaced; a UUID stays the same within a turn. */
function lineOf({ crc: _old, ...record }, chatId, turn) {
  const body = JSON.stringify(record, (key, value) => {
    if (value === 'pattern') return chatId;
    if (turn && key === 'content') return `${value}${turn.padding}`;
    return turn && typeof value === 'string' && UUID.test(value) ? turn.fresh(value) : value;
  }).slice(0, -1);
  return `${body},"crc":"${crc32(body).toString(16).padStart(8, '0')}"}\n`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Writes a folder of so many chats of one turn. */
export async function writeChats(cwd, pattern, count) {
  const folder = join(cwd, 'chats');
  await mkdir(folder, { recursive: true });
  for (let from = 0; from < count; from += 1000) {
    const ids = Array.from({ length: Math.min(1000, count - from) }, (_, index) => `many-${String(from + index).padStart(6, '0')}`);
    await Promise.all(ids.map((id) => writeFile(join(folder, `${id}.jsonl`), chatText(pattern, id, 2))));
  }
}
