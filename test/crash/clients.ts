import type { Acknowledged, Ledger, ShownMessage } from './ledger.js';

/** The next number of a sequence, at least 0 and below 1. */
export type Random = () => number;

/** A seeded sequence (mulberry32), so that a run can be repeated. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

let questions = 0;

/** Asks one question after the other, until the server is gone. */
export async function talk(url: string, client: number, chats: readonly string[], random: Random, ledger: Ledger): Promise<void> {
  for (;;) {
    const chat = chats[Math.floor(random() * chats.length)]!;
    const question = `question ${++questions} of client ${client} ${'x'.repeat(Math.floor(random() ** 8 * 20_000))}`;
    ledger.ask(question);
    const response = await fetch(`${url}/chat`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: question, chat_id: chat }) }).catch(() => undefined);
    const answer = (await response?.json().catch(() => undefined)) as (Acknowledged & { code?: string }) | undefined;
    if (!response || !answer) return;
    if (response.status === 200) ledger.acknowledge(chat, { client, question, response: answer.response, user_message_id: answer.user_message_id, assistant_message_id: answer.assistant_message_id });
    else if (answer.code !== 'chat_busy') ledger.fault(chat, `answered ${response.status} ${answer.code}`);
  }
}

/** Begins chats and deletes them again, until the server is gone. */
export async function tidy(url: string, client: number, random: Random, ledger: Ledger): Promise<void> {
  for (;;) {
    const chat = `short-${client}-${++questions}`;
    const question = `question ${questions} of client ${client}`;
    ledger.ask(question);
    const asked = await fetch(`${url}/chat`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: question, chat_id: chat }) }).catch(() => undefined);
    const answer = (await asked?.json().catch(() => undefined)) as Acknowledged | undefined;
    if (!answer) return;
    ledger.acknowledge(chat, { ...answer, client, question });
    if (random() < 0.3) continue;
    ledger.removing(chat);
    const removed = await fetch(`${url}/chat/delete/${chat}`, { method: 'DELETE' }).catch(() => undefined);
    if (!removed) return;
    if (removed.status === 200) ledger.remove(chat);
    else ledger.fault(chat, `could not be deleted: ${removed.status}`);
  }
}

/** Reads all that was promised and says what is wrong with it. */
export async function inspect(url: string, chats: readonly string[], gone: readonly string[], ledger: Ledger): Promise<void> {
  const list = await fetch(`${url}/chat/history`);
  if (list.status !== 200) return ledger.fault('the list', `answered ${list.status}`);
  const { chats: listed } = (await list.json()) as { chats: Record<string, { message_count: number; damaged?: boolean }> };
  for (const chat of chats) {
    const response = await fetch(`${url}/chat/history/${chat}`);
    if (response.status !== 200 || !listed[chat]) {
      ledger.fault(chat, `is lost (${response.status}${listed[chat] ? '' : ', not in the list'})`);
      continue;
    }
    const { messages } = ((await response.json()) as { history: { messages: ShownMessage[] } }).history;
    ledger.check(chat, messages);
    if (listed[chat].damaged) ledger.fault(chat, 'is damaged');
    if (listed[chat].message_count !== messages.length) ledger.fault(chat, `counts ${listed[chat].message_count} messages and shows ${messages.length}`);
  }
  for (const chat of gone) if (listed[chat] || (await fetch(`${url}/chat/history/${chat}`)).status !== 404) ledger.fault(chat, 'is back from the dead');
}
