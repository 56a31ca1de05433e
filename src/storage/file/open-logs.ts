import { append, AppendError, openFile, type OpenFile, openReadOnly, type StoredFile } from './append-file.js';
import { ChatLog } from './chat-log.js';
import { readState } from './chat-state.js';
import { bytesAsFile } from './file-bytes.js';
import type { FolderSync } from './folder-sync.js';
import { DamagedError } from './line-reader.js';
import { discard, pathOf, type RepairedEnd, repairEnd, salvage } from './repair.js';
import { codeOf } from './storage.errors.js';
import { rm } from 'node:fs/promises';

const MOST_OPEN = 256;
/** Characters of messages that the open files may hold in memory together; those in use come on top. */
const MOST_HELD = 16 * 1024 * 1024;
const TAIL_BYTES = 64 * 1024;

/** What is wanted of a chat: a log that can only be read is opened anew before it is written to. */
export type Wish = 'read' | 'write';

/** The chat files that are open, the ones used last; so a turn of a chat in use costs its two writes and nothing more. */
export class OpenLogs {
  private readonly logs = new Map<string, ChatLog>();

  constructor(
    private readonly folder: string,
    private readonly names: FolderSync,
    private readonly open: OpenFile = openFile,
  ) {}

  /** Works with a chat's log, undefined when there is no such file; it stays open until the work is done. */
  async use<T>(id: string, wish: Wish, work: (log: ChatLog | undefined) => T | Promise<T>): Promise<T> {
    const log = await this.get(id, wish);
    return this.with(log, work);
  }

  /** Works with a new file of these first lines, all of it durable; nothing stays when that fails. */
  async create<T>(id: string, text: string, work: (log: ChatLog) => T | Promise<T>): Promise<T> {
    const path = pathOf(this.folder, id);
    const file = await this.open(path, true);
    try {
      const bytes = Buffer.from(text);
      const size = await append(file, { written: 0, durable: 0 }, bytes, 'durable');
      await this.names.sync();
      return await this.with(this.held(new ChatLog(id, file, size, await readState(bytesAsFile(bytes), bytes.length, TAIL_BYTES))), work);
    } catch (error) {
      if (this.logs.has(id)) throw error;
      await file.close().catch(() => undefined);
      await rm(path, { force: true }).catch(() => undefined);
      throw error instanceof AppendError ? error.cause : error;
    }
  }

  /** Whether a chat's file is open. */
  has(id: string): boolean {
    return this.logs.has(id);
  }

  async drop(id: string): Promise<void> {
    const log = this.logs.get(id);
    this.logs.delete(id);
    await log?.close();
  }

  async closeAll(): Promise<void> {
    for (const id of Array.from(this.logs.keys())) await this.drop(id);
  }

  private async with<L extends ChatLog | undefined, T>(log: L, work: (log: L) => T | Promise<T>): Promise<T> {
    try {
      return await work(log);
    } finally {
      if (log) log.users--;
      this.closeUnused();
    }
  }

  /** In use from here on, so that nobody closes it. */
  private held(log: ChatLog): ChatLog {
    log.users++;
    this.logs.delete(log.id);
    this.logs.set(log.id, log);
    return log;
  }

  private async get(id: string, wish: Wish): Promise<ChatLog | undefined> {
    const known = this.logs.get(id);
    if (known && !known.isBroken && (wish === 'read' || known.refusal === undefined)) return this.held(known);
    if (known) await this.drop(id);
    return this.read(id, known?.durableSize).catch(async (error: unknown) => {
      if (!(error instanceof DamagedError)) throw error;
      return this.read(id, known?.durableSize);
    });
  }

  /** `most` is how much of the file is on the disk for certain, when a write before has failed; what stands behind that may not be. */
  private async read(id: string, most?: number): Promise<ChatLog | undefined> {
    const opened = await this.openExisting(id);
    if (!opened) return undefined;
    const { file } = opened;
    try {
      const { size, refusal = opened.refusal } = await this.end(id, file, most);
      const state = size === 0 ? undefined : await this.state(id, file, size);
      if (state?.isBegun) return this.held(new ChatLog(id, file, { written: size, durable: size }, state, refusal));
      await file.close();
      await discard(this.folder, id);
      return undefined;
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
  }

  private async end(id: string, file: StoredFile, most: number | undefined): Promise<RepairedEnd> {
    if (most === undefined || (await file.stat()).size <= most) return repairEnd(this.folder, id, file);
    try {
      await file.truncate(most);
      await file.datasync();
      return { size: most };
    } catch (refusal) {
      return { size: most, refusal };
    }
  }

  private state(id: string, file: StoredFile, size: number): ReturnType<typeof readState> {
    return readState(file, size, TAIL_BYTES).catch(async (error: unknown) => {
      if (error instanceof DamagedError) await salvage(this.folder, id, file, size);
      throw error;
    });
  }

  private async openExisting(id: string): Promise<{ readonly file: StoredFile; readonly refusal?: unknown } | undefined> {
    const path = pathOf(this.folder, id);
    try {
      return { file: await this.open(path, false) };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      if (codeOf(error) === 'EROFS' || codeOf(error) === 'EACCES') return { file: await openReadOnly(path, false), refusal: error };
      throw error;
    }
  }

  private closeUnused(): void {
    let held = 0;
    for (const log of this.logs.values()) held += log.held;
    for (const [id, oldest] of this.logs) {
      if (this.logs.size <= MOST_OPEN && held <= MOST_HELD) break;
      if (oldest.users > 0) continue;
      held -= oldest.held;
      this.logs.delete(id);
      void oldest.close();
    }
  }
}
