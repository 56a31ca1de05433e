import { constants, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './append-file.js';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;

/** A new file beside the one that it will replace; whatever stands there under its name is left over from a crash. */
async function createBeside(path: string): Promise<FileHandle> {
  await rm(`${path}.tmp`, { force: true });
  return open(`${path}.tmp`, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o640);
}

type Pieces = Iterable<string> | AsyncIterable<string>;

/** Puts a whole file in its place, or nothing, durably. */
export async function placeFile(path: string, pieces: Pieces): Promise<void> {
  await replaceFile(path, pieces, (file) => file.sync());
  await syncFolder(dirname(path));
}

/** The same for a file that may be lost: beside its place first, then moved. `beforeMove` is the last thing done with the whole file. */
export async function replaceFile(path: string, pieces: Pieces, beforeMove?: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await createBeside(path);
  try {
    for await (const piece of pieces) await file.writeFile(piece);
    await beforeMove?.(file);
    await file.close();
    await rename(`${path}.tmp`, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(`${path}.tmp`, { force: true }).catch(() => undefined);
    throw error;
  }
}
