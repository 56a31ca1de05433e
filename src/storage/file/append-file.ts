import { constants, type FileHandle, open } from 'node:fs/promises';

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants;

/** What the store does with an open file; the part that tests break on purpose. */
export interface StoredFile {
  readonly stat: FileHandle['stat'];
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  write(buffer: Buffer, offset: number, length: number): Promise<{ bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  datasync(): Promise<void>;
  close(): Promise<void>;
}

export type OpenFile = (path: string, create: boolean) => Promise<StoredFile>;

/** Never follows a link, never waits for a FIFO; something that is no file is refused. */
export const openFile: OpenFile = async (path, create) => {
  const handle = await open(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | (create ? O_CREAT | O_EXCL : 0), 0o640);
  return checked(handle);
};

/** The same for a file that may not be written. */
export const openReadOnly: OpenFile = async (path) => checked(await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK));

async function checked(handle: FileHandle): Promise<FileHandle> {
  const stats = await handle.stat();
  if (stats.isFile()) return handle;
  await handle.close();
  throw Object.assign(new Error('not a regular file'), { code: 'ENOTFILE' });
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

/** Appends all of it, however short the writes are, and makes it durable; a failed write is cut back, a failed sync never tried again. */
export async function append(file: StoredFile, size: number, bytes: Buffer, durable: boolean): Promise<void> {
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
      if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
      done += bytesWritten;
    }
  } catch (error) {
    const restored = await file.truncate(size).then(() => true, () => false);
    throw new AppendError(error, !restored);
  }
  if (!durable) return;
  await file.datasync().catch((error: unknown) => {
    throw new AppendError(error, true);
  });
}

/** Makes a new name, or the loss of one, durable. Systems that cannot sync a folder need not. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, O_RDONLY).catch(() => undefined);
  try {
    await handle?.sync();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'EINVAL' && code !== 'ENOTSUP' && code !== 'EISDIR' && code !== 'EPERM') throw error;
  } finally {
    await handle?.close();
  }
}
