import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { IndexEntry } from './chat-index.js';

const PIECE = 500;

/** `index.json`: the contract's index with some more fields. A cache of what the files say; it may be missing, old or broken. */
export async function readIndexFile(folder: string): Promise<ReadonlyMap<string, IndexEntry>> {
  const entries = new Map<string, IndexEntry>();
  try {
    const index: Record<string, Partial<IndexEntry>> = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
    for (const [id, entry] of Object.entries(index)) {
      const { created_at, last_updated, message_count, title, size, mtime, damaged } = entry;
      if (created_at === undefined || last_updated === undefined || message_count === undefined || title === undefined || size === undefined || mtime === undefined) continue;
      entries.set(id, { id, created_at, last_updated, message_count, title, size, mtime, ...(damaged ? { damaged } : {}) });
    }
  } catch {
    // The files are the truth; all of them are read.
  }
  return entries;
}

/** Written beside and moved into place, in pieces, so that it never holds up anything. */
export async function writeIndexFile(folder: string, entries: readonly IndexEntry[]): Promise<void> {
  const path = join(folder, 'index.json');
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w', 0o640);
  try {
    await file.writeFile('{');
    for (let from = 0; from < entries.length; from += PIECE) {
      const lines = entries.slice(from, from + PIECE).map(({ id, ...entry }) => `${JSON.stringify(id)}:${JSON.stringify(entry)}`);
      await file.writeFile(`${from > 0 ? ',' : ''}\n${lines.join(',\n')}`);
      await nextTick();
    }
    await file.writeFile('\n}\n');
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
