import type { ChatSummary } from '../../conversation/chat.js';
import { MissingWords } from '../../conversation/search.js';
import type { ChatPage, MessagePage, MessageQuery } from '../chat-repository.js';
import { cursorAfter } from './chat-index.js';

/** Chats that a search reads at once, and messages of one. */
const CHATS_AT_ONCE = 16;
const MESSAGES_AT_ONCE = 200;

type ReadMessages = (id: string, query: MessageQuery) => Promise<MessagePage>;

/** Goes through a list of one moment until a page is full; each chat is read only as far as words are missing. */
export async function search(chats: readonly ChatSummary[], read: ReadMessages, words: readonly string[], limit?: number): Promise<ChatPage> {
  const found: ChatSummary[] = [];
  for (let from = 0; from < chats.length; from += CHATS_AT_ONCE) {
    const some = chats.slice(from, from + CHATS_AT_ONCE);
    const holds = await Promise.all(some.map((chat) => hasAll(chat, read, words)));
    for (const [index, chat] of some.entries()) {
      if (!holds[index]) continue;
      found.push(chat);
      if (found.length === limit) return { chats: found, next_cursor: chat === chats.at(-1) ? null : cursorAfter(chat) };
    }
  }
  return { chats: found, next_cursor: null };
}

/** A chat that cannot be read now is searched as far as that went: the others are found all the same. */
async function hasAll({ id, title }: ChatSummary, read: ReadMessages, words: readonly string[]): Promise<boolean> {
  const missing = new MissingWords(words);
  missing.pass(title);
  try {
    for (let before: number | undefined, more = true; more && !missing.isNone; more = before !== undefined) {
      const { messages, next } = await read(id, { before, limit: MESSAGES_AT_ONCE });
      for (const { role, content } of messages) if (role !== 'system') missing.pass(content);
      before = next;
    }
  } catch {
    return missing.isNone;
  }
  return missing.isNone;
}
