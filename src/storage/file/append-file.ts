import { constants, type FileHandle, open } from 'node:fs/promises';
import { codeOf, NotAChatError } from './storage.errors.js';

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants;

/** What the store does with an open file; the part that tests break on purpose. */
export interface StoredFile {
  stat(): Promise<{ readonly size: number }>;
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  write(buffer: Buffer, offset: number, length: number): Promise<{ bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  datasync(): Promise<void>;
  close(): Promise<void>;
}

export type OpenFile = (path: string, create: boolean) => Promise<StoredFile>;

/** Never follows a link, never waits for a FIFO; something that is no file is refused. */
export const openFile: OpenFile = (path, create) => opened(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | (create ? O_CREAT | O_EXCL : 0));

/** The same for a file that may not be written. */
export const openReadOnly: OpenFile = (path) => opened(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);

async function checked(handle: FileHandle): Promise<FileHandle> {
  const stats = await handle.stat();
  if (stats.isFile()) return handle;
  await handle.close();
  throw new NotAChatError('not a regular file');
}

/** A folder, a link, a socket, a device. */
const NO_FILE = new Set(['EISDIR', 'ELOOP', 'EMLINK', 'ENXIO', 'ENODEV', 'ENOTDIR']);

async function opened(path: string, flags: number): Promise<FileHandle> {
  const handle = await open(path, flags, 0o640).catch((error: unknown) => {
    throw NO_FILE.has(codeOf(error)) ? new NotAChatError('not a file') : error;
  });
  // What was made a moment ago is a file for certain.
  return flags & O_CREAT ? handle : checked(handle);
}

/** A write that did not become durable. `broken` when what the file now holds is not known: it must be read again. */
export class AppendError extends Error {
  constructor(
    override readonly cause: unknown,
    readonly broken: boolean,
  ) {
    super('append failed');
  }
}

/** How much of a file was written, and how much of that is on the disk for certain. */
export interface FileSize {
  readonly written: number;
  readonly durable: number;
}

/**
 * Appends all of it, however short the writes are, and makes it durable when that is wished. A write that failed is cut back.
 * A failed sync is never tried again: the system may take what it could not write for written, so all that was not durable
 * before is cut off.
 */
export async function append(file: StoredFile, { written, durable }: FileSize, bytes: Buffer, wish: 'durable' | 'written'): Promise<FileSize> {
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
      if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
      done += bytesWritten;
    }
  } catch (error) {
    const restored = await file.truncate(written).then(() => true, () => false);
    throw new AppendError(error, !restored);
  }
  const size = written + bytes.length;
  if (wish === 'written') return { written: size, durable };
  await file.datasync().catch(async (error: unknown) => {
    await file.truncate(durable).catch(() => undefined);
    throw new AppendError(error, true);
  });
  return { written: size, durable: size };
}

/** Makes a new name, or the loss of one, durable. Systems that cannot sync a folder need not. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, O_RDONLY).catch(unlessNeedless);
  try {
    await handle?.sync();
  } catch (error) {
    unlessNeedless(error);
  } finally {
    await handle?.close();
  }
}

/** What systems say that cannot open or sync a folder, and whose names are durable without it. */
function unlessNeedless(error: unknown): undefined {
  if (!['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM'].includes(codeOf(error))) throw error;
}
