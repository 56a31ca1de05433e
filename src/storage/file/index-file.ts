import { join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { openReadOnly } from './append-file.js';
import type { IndexEntry } from './chat-index.js';
import { readAt } from './line-reader.js';
import { replaceFile } from './whole-file.js';

const PIECE = 500;

/** `index.json`: the contract's index with some more fields. A cache of what the files say; it may be missing, old or broken. */
export async function readIndexFile(folder: string): Promise<ReadonlyMap<string, IndexEntry>> {
  try {
    const index: unknown = JSON.parse((await readWhole(join(folder, 'index.json'))).toString('utf8'));
    return new Map(Object.entries(index ?? {}).flatMap(([id, value]) => entryOf(id, value)));
  } catch {
    // The files are the truth; all of them are read.
    return new Map();
  }
}

async function readWhole(path: string): Promise<Buffer> {
  const file = await openReadOnly(path, false);
  try {
    return await readAt(file, 0, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function entryOf(id: string, value: unknown): [string, IndexEntry][] {
  if (!isObject(value)) return [];
  const { created_at, last_updated, message_count, title, size, mtime, damaged, model } = value;
  if (typeof created_at !== 'string' || typeof last_updated !== 'string' || typeof title !== 'string') return [];
  if (typeof message_count !== 'number' || typeof size !== 'number' || typeof mtime !== 'number') return [];
  return [[id, { summary: { id, created_at, last_updated, message_count, title, answering: false, ...(damaged === true ? { damaged } : {}), ...(typeof model === 'string' ? { model } : {}) }, size, mtime }]];
}

/** Written in pieces, so that it never holds up anything. */
export async function writeIndexFile(folder: string, entries: readonly IndexEntry[]): Promise<void> {
  await replaceFile(join(folder, 'index.json'), piecesOf(entries));
}

async function* piecesOf(entries: readonly IndexEntry[]): AsyncGenerator<string, void, void> {
  yield '{';
  for (let from = 0; from < entries.length; from += PIECE) {
    const lines = entries.slice(from, from + PIECE).map(lineOf);
    yield `${from > 0 ? ',' : ''}\n${lines.join(',\n')}`;
    await nextTick();
  }
  yield '\n}\n';
}

function lineOf({ summary: { id, answering: _answering, ...summary }, size, mtime }: IndexEntry): string {
  return `${JSON.stringify(id)}:${JSON.stringify({ ...summary, size, mtime })}`;
}
