import { signal } from '@preact/signals';

/** The chat that the address names (`#/<chat_id>`); undefined on the page of a new chat. */
export const openChat = signal(chatOf(location.hash));

/** Whether the focus stays where it is while the chat opens that was asked for last. */
export const keepsFocus = signal(false);

addEventListener('hashchange', () => {
  const chatId = chatOf(location.hash);
  if (chatId === openChat.peek()) return;
  keepsFocus.value = false;
  openChat.value = chatId;
});

/** A link to a chat, or to the page of a new one. */
export const addressOf = (chatId?: string): string => (chatId === undefined ? '#/' : `#/${encodeURIComponent(chatId)}`);

/** Opens a chat, or the page of a new one; `isAside`: as a consequence of what somebody does elsewhere on the page. */
export function goTo(chatId?: string, isAside = false): void {
  keepsFocus.value = isAside;
  location.hash = addressOf(chatId);
  openChat.value = chatId;
}

/** A chat that begins takes the place of the new-chat page, and gives it back when it does not: back leads to what was read before. */
export function becomes(chatId?: string): void {
  history.replaceState(history.state, '', addressOf(chatId));
  openChat.value = chatId;
}

function chatOf(hash: string): string | undefined {
  const id = hash.replace(/^#\/?/, '');
  try {
    return id === '' ? undefined : decodeURIComponent(id);
  } catch {
    return undefined;
  }
}
