import { API_ROOT } from '../api/client';

/** The question as a curl line; its message and id follow what is typed. */
export function commandFor(message: string, chatId: string): { readonly start: string; readonly body: string } {
  const body = JSON.stringify({ message: message.trim() === '' ? '…' : message, ...(chatId === '' ? {} : { chat_id: chatId }) });
  return { start: `curl ${API_ROOT}/chat -H 'content-type: application/json'`, body: `'${body.replaceAll("'", "'\\''")}'` };
}
