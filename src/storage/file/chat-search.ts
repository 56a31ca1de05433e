import type { ChatSummary } from '../../conversation/chat.js';
import { MissingWords } from '../../conversation/search.js';
import type { ChatPage, ListedChat, MessagePage, MessageQuery } from '../chat-repository.js';
import { cursorAfter } from './chat-index.js';

/** Chats that a search reads at once, and messages of one. */
const CHATS_AT_ONCE = 16;
const MESSAGES_AT_ONCE = 200;

type ReadMessages = (id: string, query: MessageQuery) => Promise<MessagePage>;

/** Goes through a list of one moment until a page is full; each chat is read only as far as words are missing. */
export async function search(chats: readonly ChatSummary[], read: ReadMessages, words: readonly string[], limit?: number): Promise<ChatPage> {
  const found: ListedChat[] = [];
  for (let from = 0; from < chats.length; from += CHATS_AT_ONCE) {
    const some = chats.slice(from, from + CHATS_AT_ONCE);
    const searched = await Promise.all(some.map((chat) => searchOf(chat, read, words)));
    for (const [index, chat] of some.entries()) {
      const { isNone, excerpt } = searched[index]!;
      if (!isNone) continue;
      found.push(excerpt === undefined ? chat : { ...chat, excerpt });
      if (found.length === limit) return { chats: found, next_cursor: chat === chats.at(-1) ? null : cursorAfter(chat) };
    }
  }
  return { chats: found, next_cursor: null };
}

/** A chat that cannot be read now is searched as far as that went: the others are found all the same. */
async function searchOf({ id, title }: ChatSummary, read: ReadMessages, words: readonly string[]): Promise<MissingWords> {
  const missing = new MissingWords(words, title);
  try {
    for (let before: number | undefined, more = true; more && !missing.isNone; more = before !== undefined) {
      const { messages, next } = await read(id, { before, limit: MESSAGES_AT_ONCE });
      for (const { role, content } of messages) if (role !== 'system') missing.pass(content);
      before = next;
    }
  } catch {
    return missing;
  }
  return missing;
}
