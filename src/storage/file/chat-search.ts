import type { ChatSummary } from '../../conversation/chat.js';
import { MissingWords } from '../../conversation/search.js';
import type { ChatPage, ChatQuery, MessagePage, MessageQuery } from '../chat-repository.js';
import { cursorAfter } from './chat-index.js';

/** Chats that a search reads at once, and messages of one. */
const CHATS_AT_ONCE = 16;
const MESSAGES_AT_ONCE = 200;

/** The doors that a search goes through. */
export interface Searched {
  page(query: ChatQuery): ChatPage;
  messages(id: string, query: MessageQuery): Promise<MessagePage>;
}

/** Goes through the list until a page is full; each chat is read only as far as words are missing. */
export async function search(chats: Searched, { limit, cursor }: ChatQuery, words: readonly string[]): Promise<ChatPage> {
  const found: ChatSummary[] = [];
  for (let next: string | null | undefined = cursor; next !== null; ) {
    const page: ChatPage = chats.page({ limit: CHATS_AT_ONCE, cursor: next });
    const holds = await Promise.all(page.chats.map((chat) => hasAll(chats, chat, words)));
    for (const chat of page.chats.filter((_chat, index) => holds[index])) {
      found.push(chat);
      const isEnd = page.next_cursor === null && chat === page.chats.at(-1);
      if (found.length === limit) return { chats: found, next_cursor: isEnd ? null : cursorAfter(chat) };
    }
    next = page.next_cursor;
  }
  return { chats: found, next_cursor: null };
}

async function hasAll(chats: Searched, { id, title }: ChatSummary, words: readonly string[]): Promise<boolean> {
  const missing = new MissingWords(words);
  missing.pass(title);
  for (let before: number | undefined, more = true; more && !missing.isNone; more = before !== undefined) {
    const { messages, next } = await chats.messages(id, { before, limit: MESSAGES_AT_ONCE });
    for (const { role, content } of messages) if (role !== 'system') missing.pass(content);
    before = next;
  }
  return missing.isNone;
}
