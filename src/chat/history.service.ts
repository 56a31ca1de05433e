import { Inject, Injectable } from '@nestjs/common';
import { setImmediate as nextTick } from 'node:timers/promises';
import { type ChatSummary, type Message, reasoningOf } from '../conversation/chat.js';
import { wordsOf } from '../conversation/search.js';
import { LeaseLostError } from '../errors/domain.error.js';
import { CHAT_REPOSITORY, type ChatPage, type ChatRepository, type ListedChat } from '../storage/chat-repository.js';
import type { ListDto } from './dto/list.dto.js';
import { chatNotFound } from './chat-errors.js';
import { RunningTurns } from './running-turns.js';
import { WaitingLines } from './waiting-lines.js';

/** So many chats or messages are written to the client at a time: long lists never hold up the other requests. */
const PIECE = 200;

/** What was said before: read, listed, removed. Long answers are given in pieces of JSON, never as one string. */
@Injectable()
export class HistoryService {
  constructor(
    @Inject(CHAT_REPOSITORY) private readonly chats: ChatRepository,
    private readonly turns: RunningTurns,
    private readonly lines: WaitingLines,
  ) {}

  /** What can be refused is refused before there is a first piece, for HEAD too. */
  async list({ limit, cursor, q = '' }: ListDto): Promise<AsyncGenerator<string, void, void>> {
    const words = wordsOf(q);
    return this.listed(await this.chats.list({ limit, cursor, ...(words.length > 0 ? { words } : {}) }));
  }

  async history(chatId: string): Promise<AsyncGenerator<string, void, void>> {
    const chat = await this.chats.find(chatId);
    if (!chat) throw chatNotFound(chatId);
    const messages = await this.allMessages(chatId);
    // Deleted since: every chat has messages.
    if (messages.length === 0) throw chatNotFound(chatId);
    return this.shown(chat, messages);
  }

  private async *listed({ chats, next_cursor }: ChatPage): AsyncGenerator<string, void, void> {
    yield '{"chats":{';
    yield* inPieces(chats, (chat) => `${JSON.stringify(chat.id)}:${JSON.stringify(summaryView(chat))}`);
    yield '},"order":[';
    yield* inPieces(chats, (chat) => JSON.stringify(chat.id));
    yield `],"next_cursor":${JSON.stringify(next_cursor)},"success":true}`;
  }

  private async *shown(chat: ChatSummary, messages: readonly Message[]): AsyncGenerator<string, void, void> {
    const head = JSON.stringify({ ...summaryView(chat), message_count: messages.length });
    yield `{"chat_id":${JSON.stringify(chat.id)},"history":${head.slice(0, -1)},"messages":[`;
    yield* inPieces(messages, (message) => JSON.stringify(messageView(message)));
    yield ']},"success":true}';
  }

  private async allMessages(chatId: string): Promise<readonly Message[]> {
    const pages: (readonly Message[])[] = [];
    for (let before: number | undefined, more = true; more; more = before !== undefined) {
      const page = await this.chats.messages(chatId, { before, limit: PIECE });
      pages.push(page.messages.toReversed());
      before = page.next;
    }
    return pages.toReversed().flat();
  }

  /** Renames a chat and returns the title as it is kept. */
  async rename(chatId: string, title: string): Promise<string> {
    const kept = title.toWellFormed().trim().replace(/\s+/g, ' ');
    if (!(await this.chats.rename(chatId, kept))) throw chatNotFound(chatId);
    return kept;
  }

  async mustExist(chatId: string): Promise<void> {
    if (!(await this.chats.find(chatId))) throw chatNotFound(chatId);
  }

  /** Delete wins: the running turn ends, whoever waits is told, nothing comes back. */
  async remove(chatId: string): Promise<void> {
    if (!(await this.chats.remove(chatId))) throw chatNotFound(chatId);
    const gone = new LeaseLostError(chatId);
    this.turns.abort(chatId, gone);
    this.lines.refuse(chatId, gone);
  }
}

const summaryView = ({ id: _id, ...head }: ListedChat): Omit<ListedChat, 'id'> => head;

/** A message as the API shows it: its reasoning as one text, nothing of how it is kept. */
function messageView({ parts, turn_id: _turn, ...message }: Message): Record<string, unknown> {
  return Array.isArray(parts) && message.role === 'assistant' ? { ...message, reasoning: reasoningOf(parts) } : message;
}

async function* inPieces<T>(items: readonly T[], write: (item: T) => string): AsyncGenerator<string, void, void> {
  for (let from = 0; from < items.length; from += PIECE) {
    if (from > 0) await nextTick();
    yield (from > 0 ? ',' : '') + items.slice(from, from + PIECE).map(write).join(',');
  }
}
