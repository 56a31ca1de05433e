import { Logger } from '@nestjs/common';
import { lstatSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAT_ID_PATTERN, CHAT_ID_RULE } from '../../conversation/chat.js';
import type { OpenFile } from './append-file.js';
import type { ChatIndex } from './chat-index.js';
import type { ChatLog } from './chat-log.js';
import { FolderLock } from './folder-lock.js';
import { FolderSync } from './folder-sync.js';
import { type FileFacts, IndexKeeper } from './index-keeper.js';
import { KeyedQueue } from './keyed-queue.js';
import { removeCopies } from './legacy.js';
import { convert, LegacyChat, readLegacy } from './legacy-file.js';
import { OpenLogs } from './open-logs.js';
import { pathOf } from './repair.js';
import { codeOf, gone, NotAChatError, unwritable } from './storage.errors.js';
import { placeFile } from './whole-file.js';

/** The folder of all chats: which there are, their files when they are used, their index. What is done with one chat is done in its turn. */
export class ChatFolder {
  private readonly logs: OpenLogs;
  private readonly names: FolderSync;
  private readonly queue = new KeyedQueue();
  private readonly keeper: IndexKeeper;

  private constructor(
    private readonly path: string,
    private readonly lock: FolderLock,
    open?: OpenFile,
  ) {
    this.names = new FolderSync(path);
    this.logs = new OpenLogs(path, this.names, open);
    this.keeper = new IndexKeeper(path, {
      facts: (id) => this.facts(id),
      read: (id) => this.inTurn(id, () => this.found(id, (chat) => chat?.summary(false))),
    });
  }

  static async open(path: string, open?: OpenFile): Promise<ChatFolder> {
    await mkdir(path, { recursive: true, mode: 0o750 }).catch((error: unknown) => {
      throw unwritable(path, codeOf(error));
    });
    const folder = new ChatFolder(path, await FolderLock.take(path), open);
    const names = await readdir(path);
    warnOfForeignNames(names);
    await folder.keeper.start(new Set(names.flatMap(idOf)));
    return folder;
  }

  get index(): ChatIndex {
    return this.keeper.index;
  }

  /** Resolves when the index is whole. */
  get loaded(): Promise<void> {
    return this.keeper.loaded;
  }

  /** One after the other for one chat. */
  inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.queue.run(id, work);
  }

  /** A chat to read from, also a file of the original in its place; undefined when there is none. */
  async read<T>(id: string, work: (chat: ChatLog | LegacyChat | undefined) => T | Promise<T>): Promise<T> {
    if (!this.isTaken(id)) return work(undefined);
    return unlessNone(work, (taking) => this.found(id, taking));
  }

  /** A chat to write to, converted from the original's file when there is only that; undefined when there is none. The index learns what came of it. */
  async change<T>(id: string, isAnswering: () => boolean, work: (log: ChatLog | undefined) => Promise<T>): Promise<T> {
    if (!this.isTaken(id)) return work(undefined);
    return unlessNone(work, async (taking) => {
      const noting = async (log: ChatLog | undefined): Promise<T> => this.noted(log, isAnswering, taking);
      const done = await this.logs.use(id, 'write', async (log) => log && { outcome: await noting(log) });
      if (done) return done.outcome;
      return id !== 'index' && (await convert(this.path, id)) ? this.logs.use(id, 'write', noting) : taking(undefined);
    });
  }

  /** A new chat with its first lines. */
  async create<T>(id: string, text: string, isAnswering: () => boolean, work: (log: ChatLog) => Promise<T>): Promise<T> {
    this.index.spell(id);
    try {
      return await this.logs.create(id, text, (log) => this.noted(log, isAnswering, work));
    } finally {
      this.index.unspellAbsent(id);
    }
  }

  /** A whole chat in its place, or nothing of it. */
  async place(id: string, lines: Iterable<string>): Promise<void> {
    await placeFile(pathOf(this.path, id), lines);
    await this.change(id, () => false, () => Promise.resolve());
  }

  /** Whether something stands in a chat's place, readable or not. Two looks, where two tries to open would wait behind other chats' syncs. */
  isTaken(id: string): boolean {
    return this.logs.has(id) || stands(pathOf(this.path, id)) || stands(this.legacyPath(id));
  }

  /** The file and all copies of it. The original's goes first: it must not stand there without ours, which is newer. */
  async remove(id: string): Promise<boolean> {
    const isThere = await this.read(id, (chat) => chat !== undefined).catch(() => stands(pathOf(this.path, id)));
    if (!isThere) return false;
    if (id !== 'index') await rm(this.legacyPath(id), { force: true });
    await removeCopies(this.path, id);
    await rm(pathOf(this.path, id), { force: true });
    await this.logs.drop(id);
    this.keeper.forget(id);
    await this.names.sync();
    return true;
  }

  async check(): Promise<void> {
    this.keeper.check();
    await stat(this.path).catch((error: unknown) => {
      throw codeOf(error) === 'ENOENT' ? gone(this.path) : unwritable(this.path, codeOf(error));
    });
  }

  async close(): Promise<void> {
    this.keeper.stop();
    await this.queue.idle();
    await this.keeper.close();
    await this.logs.closeAll();
    await this.lock.release();
  }

  private found<T>(id: string, work: (chat: ChatLog | LegacyChat | undefined) => T | Promise<T>): Promise<T> {
    return this.logs.use(id, 'read', async (log) => {
      if (log || id === 'index') return work(log);
      const chat = await readLegacy(this.path, id);
      return work(chat && new LegacyChat(chat));
    });
  }

  private async noted<L extends ChatLog | undefined, T>(log: L, isAnswering: () => boolean, work: (log: L) => Promise<T>): Promise<T> {
    try {
      return await work(log);
    } finally {
      if (log) this.keeper.note(log.summary(isAnswering()), log.size);
    }
  }

  private legacyPath(id: string): string {
    return join(this.path, `${id}.json`);
  }

  private facts(id: string): Promise<FileFacts> {
    return stat(pathOf(this.path, id)).catch(() => stat(this.legacyPath(id))).catch(() => ({ size: -1, mtimeMs: -1 }));
  }
}

function stands(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/** Something that only looks like a chat is none. */
async function unlessNone<C, T>(work: (chat: C | undefined) => T | Promise<T>, search: (taking: (chat: C | undefined) => Promise<T>) => Promise<T>): Promise<T> {
  try {
    return await search(async (chat) => await work(chat));
  } catch (error) {
    if (error instanceof NotAChatError) return work(undefined);
    throw error;
  }
}

/** A chat of the original may have had any name; under ours its file cannot be asked for. */
function warnOfForeignNames(names: readonly string[]): void {
  const foreign = names.filter((name) => /^[^.].*\.jsonl?$/.test(name) && name !== 'index.json' && idOf(name).length === 0);
  if (foreign.length === 0) return;
  const shown = foreign.slice(0, 5).map((name) => JSON.stringify(name.slice(0, 80)));
  new Logger('FileStore').warn(`${foreign.length} file(s) are left out, because their names are no chat ids (${CHAT_ID_RULE}): ${shown.join(', ')}${foreign.length > 5 ? ', …' : ''}. Rename them and restart`);
}

function idOf(name: string): string[] {
  const match = /^(.+)\.jsonl?$/.exec(name);
  const id = match?.[1];
  return id === undefined || !CHAT_ID_PATTERN.test(id) || name === 'index.json' ? [] : [id];
}
