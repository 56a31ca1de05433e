import { Logger } from '@nestjs/common';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAT_ID_PATTERN } from '../../conversation/chat.js';
import { DomainError } from '../../errors/domain.error.js';
import { ChatIndex, type IndexEntry } from './chat-index.js';
import type { ChatLog } from './chat-log.js';
import { FolderLock } from './folder-lock.js';
import { readIndexFile, writeIndexFile } from './index-file.js';
import { convert, LegacyChat, readLegacy } from './legacy-file.js';
import { OpenLogs } from './open-logs.js';
import { pathOf } from './repair.js';
import { codeOf, unwritable } from './storage.errors.js';

const INDEX_WRITE_MS = 5000;
const AT_ONCE = 16;

/** The folder of all chats: which there are, their files when they are used, their index. */
export class ChatFolder {
  readonly index = new ChatIndex();
  /** Resolves when every file that changed since the index was written has been read. */
  loaded: Promise<void> = Promise.resolve();
  private readonly logger = new Logger('FileStore');
  private readonly logs: OpenLogs;
  private readonly unreadable = new Set<string>();
  private progress = { read: 0, of: 0 };
  private isLoaded = false;
  private isClosed = false;
  private isDirty = false;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly lock: FolderLock,
  ) {
    this.logs = new OpenLogs(path);
  }

  static async open(path: string): Promise<ChatFolder> {
    await mkdir(path, { recursive: true, mode: 0o750 }).catch((error: unknown) => {
      throw unwritable(path, codeOf(error));
    });
    const folder = new ChatFolder(path, await FolderLock.take(path));
    const [names, known] = await Promise.all([readdir(path), readIndexFile(path)]);
    folder.loaded = folder.load(names, known).catch((error: unknown) => folder.logger.error(`The chats could not all be read: ${codeOf(error)}`));
    return folder;
  }

  /** A chat to read from, also a file of the original in its place; undefined when there is none. */
  async read<T>(id: string, work: (chat: ChatLog | LegacyChat | undefined) => T | Promise<T>): Promise<T> {
    return this.use(await this.logs.get(id), async (log) => {
      if (log || id === 'index') return work(log);
      const chat = await readLegacy(this.path, id);
      return work(chat && new LegacyChat(chat));
    });
  }

  /** A chat's log to write to, converted from the original's file when there is only that; undefined when there is none. */
  async log(id: string): Promise<ChatLog | undefined> {
    const log = await this.logs.get(id);
    if (log || id === 'index' || !(await convert(this.path, id))) return log;
    return this.logs.get(id);
  }

  private async use<T>(log: ChatLog | undefined, work: (log: ChatLog | undefined) => Promise<T>): Promise<T> {
    if (log) log.users++;
    try {
      return await work(log);
    } finally {
      if (log) log.users--;
    }
  }

  async change<T>(id: string, work: (log: ChatLog | undefined) => Promise<T>): Promise<T> {
    return this.use(await this.log(id), async (log) => {
      try {
        return await work(log);
      } finally {
        if (log) this.note(log);
      }
    });
  }

  async create(id: string, text: string): Promise<ChatLog> {
    const log = await this.logs.create(id, text);
    this.note(log);
    return log;
  }

  async forget(id: string): Promise<void> {
    await this.logs.drop(id);
    this.index.delete(id);
    this.touch();
  }

  legacyPath(id: string): string {
    return join(this.path, `${id}.json`);
  }

  isUnreadable(id: string): boolean {
    return this.unreadable.has(id);
  }

  async check(): Promise<void> {
    const { read, of } = this.progress;
    if (!this.isLoaded) throw new DomainError('storage_failed', `The chats are being read after a crash: ${read} of ${of}.`);
    await stat(this.path).catch((error: unknown) => {
      throw unwritable(this.path, codeOf(error));
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.loaded;
    await this.writing;
    if (this.isDirty) await this.writeIndex();
    await this.logs.closeAll();
    await this.lock.release();
  }

  private note(log: ChatLog): void {
    const { size } = log;
    const { answering: _answering, ...summary } = log.summary(true);
    this.index.set({ ...summary, size, mtime: 0 });
    this.touch();
  }

  private async load(names: readonly string[], known: ReadonlyMap<string, IndexEntry>): Promise<void> {
    const ids = [...new Set(names.flatMap((name) => idOf(name)))];
    this.progress = { read: 0, of: ids.length };
    const next = ids.values();
    const work = async (): Promise<void> => {
      for (const id of next) {
        await this.loadOne(id, known.get(id)).catch((error: unknown) => this.skip(id, error));
        this.progress.read++;
        if (this.isClosed) return;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    this.isLoaded = true;
  }

  private async loadOne(id: string, known: IndexEntry | undefined): Promise<void> {
    if (this.index.get(id)) return;
    const { size, mtimeMs } = await this.stat(id);
    if (known && known.size === size && known.mtime === mtimeMs) return this.index.set(known);
    await this.read(id, (chat) => {
      if (!chat || this.index.get(id)) return;
      const { answering: _answering, ...summary } = chat.summary(false);
      this.index.set({ ...summary, size, mtime: mtimeMs });
      this.touch();
    });
  }

  private stat(id: string): Promise<{ readonly size: number; readonly mtimeMs: number }> {
    return stat(pathOf(this.path, id)).catch(() => stat(this.legacyPath(id))).catch(() => ({ size: -1, mtimeMs: -1 }));
  }

  private skip(id: string, error: unknown): void {
    this.unreadable.add(id);
    this.logger.warn(`The file of chat ${id} is no readable chat (${codeOf(error)}); it is left as it is`);
  }

  private touch(): void {
    this.isDirty = true;
    if (this.isClosed) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.isLoaded) this.writing = this.writeIndex();
    }, INDEX_WRITE_MS).unref();
  }

  private async writeIndex(): Promise<void> {
    this.isDirty = false;
    for (const entry of this.index.all()) if (entry.mtime === 0) this.index.refresh(entry.id, await this.stat(entry.id));
    await writeIndexFile(this.path, this.index.all()).catch(() => (this.isDirty = true));
  }
}

function idOf(name: string): string[] {
  const match = /^(.+)\.jsonl?$/.exec(name);
  const id = match?.[1];
  if (id === undefined || !CHAT_ID_PATTERN.test(id) || name === 'index.json') return [];
  return [id];
}
