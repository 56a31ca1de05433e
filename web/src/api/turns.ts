import { Unreachable } from './fault';
import { TurnEvents } from './turn-events';
import { API_ROOT, request } from './client';

const EVENTS = { accept: 'text/event-stream' };

/** Asks a question; the same key is the same question, however often it is sent. */
export async function postQuestion(chatId: string, message: string, key: string, signal: AbortSignal): Promise<TurnEvents> {
  const body = JSON.stringify({ chat_id: chatId, message, stream: true });
  return eventsOf(await request(new Request(`${API_ROOT}/chat`, { method: 'POST', headers: { ...EVENTS, 'content-type': 'application/json', 'idempotency-key': key }, body, signal })));
}

/** The answer that a chat is getting, after an event or from its beginning; undefined when there is nothing more to be told. */
export async function followChat(chatId: string, lastEventId: string | undefined, signal: AbortSignal): Promise<TurnEvents | undefined> {
  const headers = lastEventId === undefined ? EVENTS : { ...EVENTS, 'last-event-id': lastEventId };
  const response = await request(new Request(`${API_ROOT}/chat/stream/${encodeURIComponent(chatId)}`, { headers, signal, cache: 'no-store' }));
  return response.status === 204 ? undefined : eventsOf(response);
}

function eventsOf({ body }: Response): TurnEvents {
  if (!body) throw new Unreachable();
  return new TurnEvents(body);
}
