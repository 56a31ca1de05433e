import { append, AppendError, openFile, type OpenFile, openReadOnly, type StoredFile, syncFolder } from './append-file.js';
import { ChatLog } from './chat-log.js';
import { readState } from './chat-state.js';
import { DamagedError } from './line-reader.js';
import { pathOf, repairEnd, salvage } from './repair.js';
import { codeOf } from './storage.errors.js';
import { rm } from 'node:fs/promises';

const MOST_OPEN = 256;
export const TAIL_BYTES = 64 * 1024;

/** The chat files that are open, the ones used last; so a turn of a chat in use costs its two writes and nothing more. */
export class OpenLogs {
  private readonly logs = new Map<string, ChatLog>();

  constructor(
    private readonly folder: string,
    private readonly open: OpenFile = openFile,
  ) {}

  /** A chat's log; undefined when there is no such file. */
  async get(id: string): Promise<ChatLog | undefined> {
    const known = this.logs.get(id);
    if (known && !known.isBroken) {
      this.logs.delete(id);
      this.logs.set(id, known);
      return known;
    }
    if (known) await this.drop(id);
    return this.read(id).catch(async (error: unknown) => {
      if (!(error instanceof DamagedError)) throw error;
      await salvage(this.folder, id);
      return this.read(id);
    });
  }

  /** A new file with its first lines, all of it durable; nothing stays when that fails. */
  async create(id: string, text: string): Promise<ChatLog> {
    const path = pathOf(this.folder, id);
    const file = await this.open(path, true);
    try {
      const bytes = Buffer.from(text);
      await append(file, 0, bytes, true);
      await syncFolder(this.folder);
      return this.keep(new ChatLog(id, file, bytes.length, await readState(file, bytes.length, TAIL_BYTES)));
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(path, { force: true }).catch(() => undefined);
      throw error instanceof AppendError ? error.cause : error;
    }
  }

  async drop(id: string): Promise<void> {
    const log = this.logs.get(id);
    this.logs.delete(id);
    await log?.close();
  }

  async closeAll(): Promise<void> {
    for (const id of Array.from(this.logs.keys())) await this.drop(id);
  }

  private async read(id: string): Promise<ChatLog | undefined> {
    const file = await this.openExisting(id);
    if (!file) return undefined;
    try {
      const size = await repairEnd(this.folder, id, file);
      if (size === 0) throw new DamagedError('empty');
      return this.keep(new ChatLog(id, file, size, await readState(file, size, TAIL_BYTES)));
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
  }

  private async openExisting(id: string): Promise<StoredFile | undefined> {
    const path = pathOf(this.folder, id);
    try {
      return await this.open(path, false);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      if (codeOf(error) === 'EROFS' || codeOf(error) === 'EACCES') return openReadOnly(path, false);
      throw error;
    }
  }

  private keep(log: ChatLog): ChatLog {
    this.logs.set(log.id, log);
    for (const [id, oldest] of this.logs) {
      if (this.logs.size <= MOST_OPEN) break;
      if (oldest.users > 0) continue;
      this.logs.delete(id);
      void oldest.close();
    }
    return log;
  }
}
