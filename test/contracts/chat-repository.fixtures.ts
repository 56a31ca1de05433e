import { randomUUID } from 'node:crypto';
import type { AnswerPart, AssistantMessage, Chat, Message } from '../../src/conversation/chat.js';
import { DomainError } from '../../src/errors/domain.error.js';
import type { ChatRepository, TurnBegin, TurnEnd, TurnLease, TurnStart } from '../../src/storage/chat-repository.js';

export type Begun = Extract<TurnBegin, { outcome: 'begun' }>;

const NOON = Date.parse('2026-03-01T12:00:00.000Z');
export const SYSTEM_PROMPT = 'You are a helpful assistant.';

/** So many seconds after the noon at which every check begins. */
export const at = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString();

export interface TurnWish {
  readonly content?: string;
  readonly seconds?: number;
  readonly key?: string;
  readonly fingerprint?: string;
  readonly model?: string;
  readonly historyBytes?: number;
  readonly admit?: (systemPrompt: string) => void;
}

/** A turn nobody has begun yet, with ids of its own. */
export function turnOf(chatId: string, { content = 'What is the capital of France?', seconds = 0, key, fingerprint = 'f1', historyBytes = 1e6, model, admit }: TurnWish = {}): TurnStart {
  return {
    chatId,
    turnId: randomUUID(),
    answerId: randomUUID(),
    question: { id: randomUUID(), content, timestamp: at(seconds) },
    opening: { title: `Title of ${chatId}`, systemPrompt: { id: randomUUID(), content: SYSTEM_PROMPT } },
    historyBytes,
    ...(model === undefined ? {} : { model }),
    ...(key === undefined ? {} : { idempotency: { key, fingerprint } }),
    ...(admit ? { admit } : {}),
  };
}

export async function begin(chats: ChatRepository, start: TurnStart): Promise<Begun> {
  const begun = await chats.begin(start);
  if (begun.outcome !== 'begun') throw new Error(`The turn was not begun but ${begun.outcome}.`);
  return begun;
}

export const answered = ({ answerId }: TurnLease, content = 'Paris.', seconds = 1, more: Partial<AssistantMessage> = {}): TurnEnd => ({
  outcome: 'answered',
  answer: { id: answerId, role: 'assistant', content, timestamp: at(seconds), status: 'complete', model: 'test/one', ...more },
});

export const failed = (code: 'provider_failed' | 'stopped' = 'provider_failed', seconds = 1): TurnEnd => ({ outcome: 'failed', code, timestamp: at(seconds) });

/** A whole turn. */
export async function ask(chats: ChatRepository, chatId: string, wish: TurnWish & { readonly answer?: string } = {}): Promise<Begun> {
  const begun = await begin(chats, turnOf(chatId, wish));
  await chats.finish(begun.lease, answered(begun.lease, wish.answer, (wish.seconds ?? 0) + 1));
  return begun;
}

export async function fail(chats: ChatRepository, chatId: string, wish: TurnWish = {}): Promise<Begun> {
  const begun = await begin(chats, turnOf(chatId, wish));
  await chats.finish(begun.lease, failed('provider_failed', (wish.seconds ?? 0) + 1));
  return begun;
}

/** Saves what an answer has so far. */
export const keep = (chats: ChatRepository, lease: TurnLease, text: string, seconds = 1): Promise<readonly string[]> => keepParts(chats, lease, [{ type: 'text', text }], seconds);

export const keepParts = (chats: ChatRepository, lease: TurnLease, parts: readonly AnswerPart[], seconds = 1): Promise<readonly string[]> =>
  chats.keep([{ lease, parts, timestamp: at(seconds) }]);

/** All messages, oldest first, read in pages of a size. */
export async function messagesOf(chats: ChatRepository, id: string, limit = 100): Promise<Message[]> {
  const messages: Message[] = [];
  for (let before: number | undefined, more = true; more; more = before !== undefined) {
    const page = await chats.messages(id, { before, limit });
    expect(page.messages.length).toBeLessThanOrEqual(limit);
    messages.push(...page.messages);
    if (page.next !== undefined) expect(page.next).toBeLessThan(before ?? Number.POSITIVE_INFINITY);
    before = page.next;
  }
  return messages.toReversed();
}

/** What was said, without the system prompt. */
export const said = async (chats: ChatRepository, id: string): Promise<string[]> => (await messagesOf(chats, id)).slice(1).map(({ content }) => content);

/** All ids of the list, read in pages. */
export async function idsOf(chats: ChatRepository, limit?: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await chats.list({ limit, cursor });
    if (limit !== undefined) expect(page.chats.length).toBeLessThanOrEqual(limit);
    ids.push(...page.chats.map(({ id }) => id));
    if (page.next_cursor !== null) expect(page.next_cursor).not.toBe(cursor);
    cursor = page.next_cursor ?? undefined;
  }
  return ids;
}

/** A chat to restore, of so many questions and answers. */
export function chatOf(id: string, turns: number, text = 'word'): Chat {
  const messages: Message[] = [{ id: `${id}-system`, role: 'system', content: SYSTEM_PROMPT }];
  for (let turn = 0; turn < turns; turn++) {
    messages.push({ id: `${id}-q${turn}`, role: 'user', content: `${text} ${turn}?`, timestamp: at(turn * 2) });
    messages.push({ id: `${id}-a${turn}`, role: 'assistant', content: `${text} ${turn}.`, timestamp: at(turn * 2 + 1), status: 'complete' });
  }
  return { id, created_at: at(0), last_updated: at(turns * 2), title: `Title of ${id}`, messages };
}

/** The code of the error that something ends in. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => undefined, (thrown: unknown) => thrown);
  if (!(error instanceof DomainError)) throw new Error(`It ended in ${error instanceof Error ? `${error.name}: ${error.message}` : 'no error'}.`);
  return error.code;
}

/** The list, `find` and the messages tell the same count. */
export async function expectCount(chats: ChatRepository, id: string, count: number): Promise<void> {
  const [summary, listed, messages] = [await chats.find(id), (await chats.list({})).chats.find((chat) => chat.id === id), await messagesOf(chats, id)];
  expect([summary?.message_count, listed?.message_count, messages.length]).toEqual([count, count, count]);
}
