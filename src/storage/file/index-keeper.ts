import { Logger } from '@nestjs/common';
import type { ChatSummary } from '../../conversation/chat.js';
import { DomainError } from '../../errors/domain.error.js';
import { ChatIndex, type IndexEntry } from './chat-index.js';
import { readIndexFile, writeIndexFile } from './index-file.js';
import { reasonOf } from './storage.errors.js';

const INDEX_WRITE_MS = 5000;
const AT_ONCE = 16;
/** Of a file that was just written, until it is looked at; and of one whose turn runs, which is read again after a crash. */
const UNKNOWN = 0;
const RUNNING = -1;

export interface FileFacts {
  readonly size: number;
  readonly mtimeMs: number;
}

/** How the keeper learns about chats. */
export interface ChatSource {
  facts(id: string): Promise<FileFacts>;
  /** A chat as it is read while nothing else is done with it; undefined when there is none. */
  read(id: string): Promise<ChatSummary | undefined>;
}

/** The index of all chats, true to their files: filled from them at the start, written to `index.json` now and then. */
export class IndexKeeper {
  readonly index = new ChatIndex();
  /** Resolves when every file that changed since the index was written has been read. */
  loaded: Promise<void> = Promise.resolve();
  private readonly logger = new Logger('FileStore');
  /** Chats whose files were not looked at since they were written. */
  private readonly written = new Set<string>();
  private progress = { read: 0, of: 0 };
  private isLoaded = false;
  private isClosed = false;
  private isDirty = false;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly source: ChatSource,
  ) {}

  /** From here on the ids are known; their chats are read in the background. */
  async start(ids: ReadonlySet<string>): Promise<void> {
    const known = await readIndexFile(this.folder);
    this.progress = { read: 0, of: ids.size };
    for (const id of ids) this.index.spell(id);
    this.loaded = this.load(ids, known);
  }

  note(summary: ChatSummary, size: number): void {
    this.written.add(summary.id);
    this.index.set({ summary: summary.answering ? { ...summary, answering: false } : summary, size, mtime: summary.answering ? RUNNING : UNKNOWN });
    this.touch();
  }

  forget(id: string): void {
    this.index.delete(id);
    this.touch();
  }

  check(): void {
    const { read, of } = this.progress;
    if (!this.isLoaded) throw new DomainError('storage_failed', `The chats are being read after a crash: ${read} of ${of}.`);
  }

  /** Reads no more chats; what is not read now is read at the next start. */
  stop(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  async close(): Promise<void> {
    this.stop();
    await this.loaded;
    await this.writing;
    if (this.isDirty) await this.write();
  }

  private async load(ids: Iterable<string>, known: ReadonlyMap<string, IndexEntry>): Promise<void> {
    const next = ids[Symbol.iterator]();
    const work = async (): Promise<void> => {
      for (let { done, value } = next.next(); !done && !this.isClosed; { done, value } = next.next()) {
        await this.loadOne(value, known.get(value)).catch((error: unknown) => this.logger.warn(`The file of chat ${value} is no readable chat (${reasonOf(error)}); it is left as it is`));
        this.progress.read++;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await this.index.arrange();
    this.isLoaded = true;
    if (known.size !== this.progress.read) this.touch();
  }

  private async loadOne(id: string, known: IndexEntry | undefined): Promise<void> {
    if (this.index.get(id)) return;
    const { size, mtimeMs } = await this.source.facts(id);
    if (this.index.get(id)) return;
    if (known && known.size === size && known.mtime === mtimeMs) return this.index.set(known);
    const summary = await this.source.read(id);
    if (!summary || this.index.get(id)) return;
    this.index.set({ summary, size, mtime: mtimeMs });
    this.touch();
  }

  private touch(): void {
    this.isDirty = true;
    if (this.isClosed) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.writing = Promise.all([this.loaded, this.writing]).then(() => this.write());
    }, INDEX_WRITE_MS).unref();
  }

  private async write(): Promise<void> {
    this.isDirty = false;
    for (const id of Array.from(this.written)) {
      const facts = await this.source.facts(id);
      const entry = this.index.get(id);
      // A file only grows: one of this size is the one that the entry was made from.
      if (entry?.mtime === UNKNOWN && facts.size === entry.size) this.index.set({ ...entry, mtime: facts.mtimeMs });
      if (this.index.get(id)?.mtime !== UNKNOWN) this.written.delete(id);
    }
    await writeIndexFile(this.folder, this.index.all()).catch(() => (this.isDirty = true));
  }
}
