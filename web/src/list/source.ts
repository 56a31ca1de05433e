import { api, API_ROOT, type ChatSummary, request } from '../api/client';
import { Fault } from '../api/fault';
import { CHAT_ID_PATTERN, isReservedId } from '../../../src/conversation/chat';
import type { Chat, ChatPage } from './chat';

const PAGE = 100;
/** A list may wait until the server has read its folder. */
const LONGEST_MS = 120_000;

interface ListQuery {
  readonly q?: string;
  readonly cursor?: string;
  /** All that are left, not a page of them. */
  readonly isAll?: boolean;
}

export async function readChats({ isAll, ...query }: ListQuery, signal?: AbortSignal): Promise<ChatPage> {
  const limits = [AbortSignal.timeout(LONGEST_MS), ...(signal ? [signal] : [])];
  const { data } = await api.GET('/chat/history', { params: { query: isAll ? query : { ...query, limit: PAGE } }, signal: AbortSignal.any(limits) });
  if (!data) return { chats: [], next: null };
  return { chats: data.order.flatMap((id) => chatOf(id, data.chats[id])), next: data.next_cursor };
}

const chatOf = (id: string, summary: ChatSummary | undefined): readonly Chat[] => (summary ? [{ ...summary, id }] : []);

/** A chat that is not there any more is deleted all the same. */
export async function deleteChat(id: string, keepalive: boolean): Promise<void> {
  try {
    await api.DELETE('/chat/delete/{chat_id}', { params: { path: { chat_id: id } }, keepalive });
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'chat_not_found')) throw error;
  }
}

/** Answers the title as it is kept. */
export async function renameChat(id: string, title: string): Promise<string> {
  const { data } = await api.PATCH('/chat/history/{chat_id}', { params: { path: { chat_id: id } }, body: { title } });
  return data?.title ?? title;
}

/** Whether a new chat may have this text as its id. */
export async function isFreeId(text: string, signal: AbortSignal): Promise<boolean> {
  if (!CHAT_ID_PATTERN.test(text) || isReservedId(text)) return false;
  try {
    await request(new Request(`${API_ROOT}/chat/history/${encodeURIComponent(text)}`, { method: 'HEAD', signal }));
    return false;
  } catch (error) {
    return error instanceof Fault && error.status === 404;
  }
}
