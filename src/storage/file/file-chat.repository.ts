import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { type Chat, type ChatSummary, isReservedId } from '../../conversation/chat.js';
import { DomainError, LeaseLostError } from '../../errors/domain.error.js';
import type { ChatPage, ChatQuery, ChatRepository, MessagePage, MessageQuery, TurnBegin, TurnEnd, TurnLease, TurnNote, TurnStart } from '../chat-repository.js';
import { syncFolder } from './append-file.js';
import { ChatFolder } from './chat-folder.js';
import type { ChatLog } from './chat-log.js';
import { KeyedQueue } from './keyed-queue.js';
import { linesOfChat, removeCopies } from './legacy.js';
import { lineOf } from './records.js';
import { pathOf } from './repair.js';
import { storageError } from './storage.errors.js';
import { newsOf, repeatedOf } from './turn-rules.js';

/** Chats as files in a folder: one append-only file a chat, and an index in memory. */
export class FileChatRepository implements ChatRepository {
  private readonly token = randomUUID();
  private readonly queue = new KeyedQueue();
  /** The turns of this process: the id of each chat's running one. */
  private readonly running = new Map<string, string>();

  private constructor(
    private readonly path: string,
    private readonly folder: ChatFolder,
  ) {}

  static async open(path: string): Promise<FileChatRepository> {
    return new FileChatRepository(path, await ChatFolder.open(path));
  }

  async list(query: ChatQuery): Promise<ChatPage> {
    await this.folder.loaded;
    return this.folder.index.page(query, (id) => this.running.has(id));
  }

  find(id: string): Promise<ChatSummary | undefined> {
    return this.queue.run(id, () => this.guarded(() => this.folder.read(id, (chat) => chat?.summary(this.running.has(id)))));
  }

  messages(id: string, query: MessageQuery): Promise<MessagePage> {
    return this.queue.run(id, () => this.guarded(() => this.folder.read(id, async (chat) => (await chat?.messages(query, this.running.has(id))) ?? { messages: [], next: undefined })));
  }

  rename(id: string, title: string): Promise<boolean> {
    return this.change(id, async (log) => {
      if (!log) return false;
      await log.rename(title);
      return true;
    });
  }

  remove(id: string): Promise<boolean> {
    return this.queue.run(id, () =>
      this.guarded(async () => {
        if (!(await this.folder.read(id, (chat) => chat !== undefined))) return false;
        await this.folder.forget(id);
        this.running.delete(id);
        await Promise.all([rm(pathOf(this.path, id), { force: true }), rm(this.folder.legacyPath(id), { force: true }), removeCopies(this.path, id)]);
        await syncFolder(this.path);
        return true;
      }),
    );
  }

  restore(chat: Chat): Promise<void> {
    return this.queue.run(chat.id, () =>
      this.guarded(async () => {
        this.refuseTaken(chat.id);
        if (await this.folder.log(chat.id)) throw taken(chat.id, chat.id);
        await this.folder.create(chat.id, linesOfChat(chat));
      }),
    );
  }

  begin(start: TurnStart): Promise<TurnBegin> {
    return this.change(start.chatId, async (log) => (log ? this.beginIn(log, start) : this.beginNew(start)));
  }

  async keep(notes: readonly TurnNote[]): Promise<readonly string[]> {
    const lost = await Promise.all(notes.map((note) => this.change(note.lease.chatId, async (log) => {
      if (!log || !this.owns(log, note.lease)) return [note.lease.turnId];
      const news = newsOf(log.state.open!.parts, note.parts);
      if (news.length > 0) await log.keep(note, news);
      return [];
    })));
    return lost.flat();
  }

  finish(lease: TurnLease, end: TurnEnd): Promise<void> {
    return this.change(lease.chatId, async (log) => {
      if (log?.state.lastEnded === lease.turnId) return;
      if (!log || !this.owns(log, lease)) throw new LeaseLostError(lease.chatId);
      this.running.delete(lease.chatId);
      await log.end(end);
    });
  }

  async check(): Promise<void> {
    await this.folder.check();
  }

  async close(): Promise<void> {
    await this.queue.idle();
    await this.folder.close();
  }

  private async beginIn(log: ChatLog, start: TurnStart): Promise<TurnBegin> {
    const { chatId, turnId, admit, historyBytes, idempotency } = start;
    const running = this.running.get(chatId);
    if (running !== turnId || log.state.open?.turnId !== turnId) {
      const seen = idempotency && (await log.findKey(idempotency.key, start.question.timestamp));
      const repeated = seen && repeatedOf(seen, idempotency, running);
      if (repeated) return repeated;
      if (running !== undefined) return { outcome: 'busy', turnId: running };
      admit?.(log.state.system.content);
      await log.ask(start, seen ? seen.turn.question : undefined);
      this.running.set(chatId, turnId);
    }
    return this.begun(log, start, historyBytes);
  }

  private async beginNew(start: TurnStart): Promise<TurnBegin> {
    const { chatId, turnId, answerId, question, opening, admit, idempotency, historyBytes } = start;
    if (isReservedId(chatId)) throw new DomainError('chat_id_reserved', `A new chat cannot have the id ${chatId}: the name is reserved. Choose another.`);
    this.refuseTaken(chatId);
    admit?.(opening.systemPrompt.content);
    const lines = [
      lineOf({ t: 'chat', format: 1, id: chatId, created_at: question.timestamp, title: opening.title }),
      lineOf({ t: 'message', id: opening.systemPrompt.id, n: 0, role: 'system', content: opening.systemPrompt.content, timestamp: question.timestamp }),
      lineOf({ t: 'message', id: question.id, n: 1, role: 'user', content: question.content, timestamp: question.timestamp, turn_id: turnId, answer_id: answerId, ...idempotency }),
    ];
    const log = await this.folder.create(chatId, lines.join(''));
    this.running.set(chatId, turnId);
    return this.begun(log, start, historyBytes);
  }

  private async begun(log: ChatLog, { chatId, turnId }: TurnStart, historyBytes: number): Promise<TurnBegin> {
    const open = log.state.open!;
    const recent = await log.recent(historyBytes);
    return {
      outcome: 'begun',
      lease: { chatId, turnId, answerId: open.answerId, token: this.token },
      title: log.state.title,
      system: log.state.system,
      recent,
      earlier: Math.max(recent.length, log.state.count - 2),
      question: open.question,
    };
  }

  private owns(log: ChatLog, lease: TurnLease): boolean {
    return lease.token === this.token && log.state.open?.turnId === lease.turnId;
  }

  private refuseTaken(id: string): void {
    const spelled = this.folder.index.spelling(id);
    if ((spelled !== undefined && spelled !== id) || this.folder.isUnreadable(id)) throw taken(id, spelled ?? id);
  }

  /** Work that may write; the index learns what came of it. */
  private change<T>(id: string, work: (log: ChatLog | undefined) => Promise<T>): Promise<T> {
    return this.queue.run(id, () => this.guarded(() => this.folder.change(id, work)));
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storageError(error, this.path);
    }
  }
}

const taken = (id: string, other: string): DomainError =>
  new DomainError('chat_id_taken', id === other ? `The id ${id} is taken by a file that is no readable chat.` : `The id ${id} is taken by ${other}: ids must differ in more than case.`);

