import { randomUUID } from 'node:crypto';
import { type Chat, type ChatSummary, isReservedId, type SystemMessage } from '../../conversation/chat.js';
import { DomainError, LeaseLostError } from '../../errors/domain.error.js';
import type { ChatPage, ChatQuery, ChatRepository, MessagePage, MessageQuery, RepeatQuery, Repetition, TurnBegin, TurnEnd, TurnLease, TurnNote, TurnStart } from '../chat-repository.js';
import type { OpenFile } from './append-file.js';
import { ChatFolder } from './chat-folder.js';
import { ChatLog } from './chat-log.js';
import { search } from './chat-search.js';
import { linesOfChat } from './legacy.js';
import { lineOf } from './records.js';
import { storageError } from './storage.errors.js';
import { newsOf, repeatedOf } from './turn-rules.js';

/** Of a chat of the original that was begun without one. */
const NO_SYSTEM_PROMPT: SystemMessage = { id: 'none', role: 'system', content: '' };

/** Chats as files in a folder: one append-only file a chat, and an index in memory. */
export class FileChatRepository implements ChatRepository {
  private readonly token = randomUUID();
  /** The turns of this process: the id of each chat's running one. */
  private readonly running = new Map<string, string>();

  private constructor(
    private readonly path: string,
    private readonly folder: ChatFolder,
  ) {}

  /** `open` is how files are opened; tests break it on purpose. */
  static async open(path: string, open?: OpenFile): Promise<FileChatRepository> {
    return new FileChatRepository(path, await ChatFolder.open(path, open));
  }

  async list(query: ChatQuery): Promise<ChatPage> {
    await this.folder.loaded;
    const { words, limit, cursor } = query;
    const page = this.folder.index.page({ cursor, ...(words ? {} : { limit }) }, this.running.keys());
    return words ? search(page.chats, (id, part) => this.messages(id, part), words, limit) : page;
  }

  find(id: string): Promise<ChatSummary | undefined> {
    return this.inTurn(id, () => this.folder.read(id, (chat) => chat?.summary(this.running.has(id))));
  }

  messages(id: string, query: MessageQuery): Promise<MessagePage> {
    return this.inTurn(id, () => this.folder.read(id, async (chat) => (await chat?.messages(query, this.running.has(id))) ?? { messages: [], next: undefined }));
  }

  rename(id: string, title: string): Promise<boolean> {
    return this.change(id, async (log) => {
      if (!log) return false;
      await log.rename(title);
      return true;
    });
  }

  remove(id: string): Promise<boolean> {
    return this.inTurn(id, async () => {
      const isRemoved = await this.folder.remove(id);
      if (isRemoved) this.running.delete(id);
      return isRemoved;
    });
  }

  restore(chat: Chat): Promise<void> {
    return this.inTurn(chat.id, async () => {
      this.refuseTaken(chat.id);
      await this.folder.place(chat.id, linesOfChat(chat));
    });
  }

  begin(start: TurnStart): Promise<TurnBegin> {
    return this.change(start.chatId, async (log) => (log ? this.beginIn(log, start) : this.beginNew(start)));
  }

  findRepeated({ chatId, idempotency: { key, fingerprint }, now }: RepeatQuery): Promise<Repetition | undefined> {
    return this.inTurn(chatId, () =>
      this.folder.read(chatId, async (log) => {
        const running = this.running.get(chatId);
        const seen = log instanceof ChatLog ? await log.findKey(key, now, running !== undefined) : undefined;
        return seen && repeatedOf(seen, { key, fingerprint }, running);
      }),
    );
  }

  /** A chat that cannot be written now keeps no other from being saved, and the lost leases are told first. */
  async keep(notes: readonly TurnNote[]): Promise<readonly string[]> {
    const outcomes = await Promise.allSettled(notes.map((note) => this.keepOne(note)));
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure && lost.length === 0) throw failure.reason;
    return lost;
  }

  /** Also when this fails the chat is free: the question counts as interrupted until `finish` is tried again or the next turn begins. */
  finish(lease: TurnLease, end: TurnEnd): Promise<void> {
    const free = (): void => {
      if (this.running.get(lease.chatId) === lease.turnId) this.running.delete(lease.chatId);
    };
    const ended = this.change(lease.chatId, async (log) => {
      if (!log || lease.token !== this.token) throw new LeaseLostError(lease.chatId);
      if (log.hasEnded(lease)) return;
      if (!this.owns(log, lease)) throw new LeaseLostError(lease.chatId);
      await log.end(end).finally(free);
    });
    return ended.finally(free);
  }

  async check(): Promise<void> {
    await this.folder.check();
  }

  async close(): Promise<void> {
    await this.folder.close();
  }

  private async beginIn(log: ChatLog, start: TurnStart): Promise<TurnBegin> {
    const { chatId, turnId, admit, idempotency } = start;
    if (log.state.open?.turnId !== turnId) {
      const running = this.running.get(chatId);
      const seen = idempotency && (await log.findKey(idempotency.key, start.question.timestamp, running !== undefined));
      const repeated = seen && repeatedOf(seen, idempotency, running);
      if (repeated) return repeated;
      if (running !== undefined) return { outcome: 'busy', turnId: running };
      admit?.((log.state.system ?? NO_SYSTEM_PROMPT).content);
      await log.ask(start, seen ? seen.turn.question : undefined);
    }
    return this.begun(log, start);
  }

  private async beginNew(start: TurnStart): Promise<TurnBegin> {
    const { chatId, turnId, answerId, question, opening, model, admit, idempotency } = start;
    if (isReservedId(chatId)) throw new DomainError('chat_id_reserved', `A new chat cannot have the id ${chatId}: the name is reserved. Choose another.`);
    // An id that was never seen in the folder was looked for just now.
    this.refuseTaken(chatId, this.folder.index.spelling(chatId) !== undefined && this.folder.isTaken(chatId));
    admit?.(opening.systemPrompt.content);
    const lines = [
      lineOf({ t: 'chat', format: 1, id: chatId, created_at: question.timestamp, title: opening.title }),
      lineOf({ t: 'message', id: opening.systemPrompt.id, n: 0, role: 'system', content: opening.systemPrompt.content, timestamp: question.timestamp }),
      lineOf({ t: 'message', id: question.id, n: 1, role: 'user', content: question.content, timestamp: question.timestamp, turn_id: turnId, answer_id: answerId, ...idempotency }),
      ...(model === undefined ? [] : [lineOf({ t: 'update', title: opening.title, model })]),
    ];
    return this.folder.create(chatId, lines.join(''), () => this.running.has(chatId), (log) => this.begun(log, start));
  }

  /** The question is stored. When the rest fails, the chat is free, and the same turn may be begun again. */
  private async begun(log: ChatLog, { chatId, turnId, historyBytes }: TurnStart): Promise<TurnBegin> {
    const open = log.state.open!;
    const recent = await log.recent(historyBytes);
    this.running.set(chatId, turnId);
    return {
      outcome: 'begun',
      lease: { chatId, turnId, answerId: open.answerId, token: this.token },
      title: log.state.title,
      system: log.state.system ?? NO_SYSTEM_PROMPT,
      recent,
      earlier: log.earlier,
      question: open.question,
    };
  }

  private owns(log: ChatLog, lease: TurnLease): boolean {
    return lease.token === this.token && log.state.open?.turnId === lease.turnId;
  }

  private async keepOne(note: TurnNote): Promise<readonly string[]> {
    return this.change(note.lease.chatId, async (log) => {
      if (!log || !this.owns(log, note.lease)) return [note.lease.turnId];
      const news = newsOf(log.state.open!.parts, note.parts);
      if (news.length > 0) await log.keep(note, news);
      return [];
    });
  }

  private refuseTaken(id: string, isTaken = this.folder.isTaken(id)): void {
    const spelled = this.folder.index.spelling(id) ?? id;
    if (spelled !== id || isTaken) throw taken(id, spelled);
  }

  /** Work that may write. */
  private change<T>(id: string, work: (log: ChatLog | undefined) => Promise<T>): Promise<T> {
    return this.inTurn(id, () => this.folder.change(id, () => this.running.has(id), work));
  }

  private inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.folder.inTurn(id, () => this.guarded(work));
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
  new DomainError('chat_id_taken', id === other ? `The id ${id} is taken, by a chat or by a file that is no readable chat.` : `The id ${id} is taken by ${other}: ids must differ in more than case.`);

