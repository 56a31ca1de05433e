import { createHash, type Hash } from 'node:crypto';
import { constants, type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What a part is the beginning of: what its server said, so that another version is not glued to it. */
export interface PartOrigin {
  readonly bytes: number;
  readonly etag?: string;
  readonly sha256?: string;
}

const READ_BYTES = 1024 * 1024;
const { O_CREAT, O_RDWR } = constants;

/** The beginning of a file that is being fetched, `<file>.part`, with a note beside it of what it is the beginning of. */
export class PartFile {
  private hash: Hash = createHash('sha256');
  private length = 0;
  private known?: PartOrigin;
  private isClosed = false;

  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  /** With what an earlier try has left, which is hashed again. */
  static async open(path: string, signal: AbortSignal): Promise<PartFile> {
    const part = new PartFile(path, await open(path, O_RDWR | O_CREAT, 0o644));
    try {
      await part.takeOver(signal);
      return part;
    } catch (error) {
      await part.close();
      throw error;
    }
  }

  get size(): number {
    return this.length;
  }

  /** Absent when nothing is known of what is there. */
  get origin(): PartOrigin | undefined {
    return this.known;
  }

  /** Empties it. The note comes after that: there is never one that tells something wrong about the bytes. */
  async restart(origin: PartOrigin): Promise<void> {
    if ((await this.handle.stat()).size > 0) await this.handle.truncate(0);
    this.length = 0;
    this.hash = createHash('sha256');
    await writeFile(noteOf(this.path), `${JSON.stringify(origin)}\n`);
    this.known = origin;
  }

  async append(bytes: Buffer): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, this.length + done);
      done += bytesWritten;
    }
    this.length += bytes.length;
    this.hash.update(bytes);
  }

  /** SHA-256 of what there is so far. */
  get digest(): string {
    return this.hash.copy().digest('hex');
  }

  /** Gives the whole file its name, durably. */
  async moveTo(file: string): Promise<void> {
    await this.handle.sync();
    await this.handle.close();
    this.isClosed = true;
    await rename(this.path, file);
    await rm(noteOf(this.path), { force: true });
    await syncFolder(dirname(file));
  }

  /** Forgets what there is: it belongs to nothing that is to be had. */
  async discard(): Promise<void> {
    await this.handle.truncate(0);
    this.length = 0;
  }

  /** Leaves what there is for a later try; of nothing, nothing stays. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    await this.handle.close();
    if (this.length === 0) await removePart(this.path);
  }

  private async takeOver(signal: AbortSignal): Promise<void> {
    this.known = await readNote(noteOf(this.path));
    if (!this.known) return;
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await this.handle.read(buffer, 0, READ_BYTES, this.length);
      if (bytesRead === 0) return;
      this.hash.update(buffer.subarray(0, bytesRead));
      this.length += bytesRead;
    }
  }
}

/** Makes a rename in a folder durable, where folders can be opened. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** How far a part is that another process is fetching, where that can be told. */
export async function partProgress(path: string): Promise<{ readonly done: number; readonly total: number } | undefined> {
  const [origin, part] = await Promise.all([readNote(noteOf(path)), stat(path).catch(() => undefined)]);
  return origin && part ? { done: Math.min(part.size, origin.bytes), total: origin.bytes } : undefined;
}

/** Removes a part and its note. */
export async function removePart(path: string): Promise<void> {
  await Promise.all([rm(path, { force: true }), rm(noteOf(path), { force: true })]);
}

const noteOf = (path: string): string => `${path}.json`;

async function readNote(path: string): Promise<PartOrigin | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    const note: unknown = JSON.parse(text);
    return isOrigin(note) ? note : undefined;
  } catch {
    return undefined;
  }
}

const isOrigin = (note: unknown): note is PartOrigin => typeof note === 'object' && note !== null && 'bytes' in note && Number.isSafeInteger(note.bytes);
