import { constants, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './append-file.js';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;

/** A new file beside the one that it will replace; whatever stands there under its name is left over from a crash. */
export async function createBeside(path: string): Promise<FileHandle> {
  await rm(`${path}.tmp`, { force: true });
  return open(`${path}.tmp`, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o640);
}

/** Puts a whole file in its place, or nothing: beside it first, synced, then moved. */
export async function placeFile(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const file = await createBeside(path);
  try {
    for await (const piece of pieces) await file.writeFile(piece);
    await file.sync();
    await file.close();
    await rename(`${path}.tmp`, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(`${path}.tmp`, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}
