import type { Chat, ChatPage } from './chat';

/**
 * The chats that are loaded after their beginning was asked for again, none lost and none twice; undefined when so much has changed that
 * the two do not meet, and more pages are needed. They meet at the last chat that stands in both and was not written to: what stood
 * before it and is not in the answer was deleted. Only the server's order counts, since times without a zone are those of its place.
 */
export function merged(loaded: readonly Chat[], { chats, next }: ChatPage): readonly Chat[] | undefined {
  const known = new Map(loaded.map((chat) => [chat.id, chat]));
  const fresh = chats.map((chat) => sameOr(known.get(chat.id), chat));
  if (next === null) return fresh;
  const meeting = chats.findLast((chat) => known.get(chat.id)?.last_updated === chat.last_updated);
  if (!meeting) return undefined;
  return extended(fresh, loaded.slice(loaded.findIndex(({ id }) => id === meeting.id) + 1));
}

/** More chats behind those that are loaded; one that has moved meanwhile stands where it is. */
export function extended(loaded: readonly Chat[], more: readonly Chat[]): readonly Chat[] {
  const there = new Set(loaded.map(({ id }) => id));
  return [...loaded, ...more.filter(({ id }) => !there.has(id))];
}

/** The object that is known, when nothing is new: its row is left alone then. */
const sameOr = (known: Chat | undefined, chat: Chat): Chat => (known && factsOf(known) === factsOf(chat) ? known : chat);

const factsOf = (chat: Chat): string => JSON.stringify(Object.entries(chat).toSorted(([one], [other]) => (one < other ? -1 : 1)));
