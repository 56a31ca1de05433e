import type { ChatSummary } from '../api/client';

/** A chat of the list; what a search found has an excerpt. */
export type Chat = ChatSummary & { readonly id: string };

export interface ChatPage {
  readonly chats: readonly Chat[];
  /** Where the next page begins; null when there is none. */
  readonly next: string | null;
}

/** What a chat is called; one that never got a title by its id. */
export const nameOf = ({ id, title }: Chat): string => (title.trim() === '' ? id : title);

/** "1 chat", "4 chats". */
export const countOf = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'chat' : 'chats'}`;
