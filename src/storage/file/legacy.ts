import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chat, Message, Role } from '../../conversation/chat.js';
import { titleFrom } from '../../conversation/chat.js';
import { syncFolder } from './append-file.js';
import { apart, type ChatRecord, lineOf, recordOf } from './records.js';

const ROLES = new Set<unknown>(['system', 'user', 'assistant']);

/** A chat as the original kept it; undefined when the text is none. Fields that are not known are kept. */
export function parseLegacy(id: string, text: string): Chat | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('messages' in value) || !Array.isArray(value.messages)) return undefined;
  if (!value.messages.every(isMessage)) return undefined;
  const { messages: _messages, title, created_at, last_updated, ...more } = value as Record<string, unknown>;
  const messages = named(value.messages);
  const newest = messages.findLast(({ timestamp }) => typeof timestamp === 'string')?.timestamp;
  const created = textOr(created_at, newest ?? new Date(0).toISOString());
  const question = messages.find(({ role }) => role === 'user');
  return { ...more, id, title: textOr(title, question ? titleFrom(question.content) : ''), created_at: created, last_updated: textOr(last_updated, newest ?? created), messages };
}

/** Ids by position, unless every message came with one of its own. */
function named(messages: readonly { role: Role; content: string; id?: unknown }[]): Message[] {
  const own = new Set(messages.map(({ id }) => id).filter((id) => typeof id === 'string'));
  return messages.map((message, position): Message => ({ ...message, id: own.size === messages.length ? String(message.id) : `legacy-${position}` }));
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

function isMessage(value: unknown): value is { role: Role; content: string } {
  return typeof value === 'object' && value !== null && 'role' in value && ROLES.has(value.role) && 'content' in value && typeof value.content === 'string';
}

/** A whole chat as lines. */
export function* linesOfChat({ messages, ...head }: Chat): Generator<string, void, void> {
  const chat: ChatRecord = { t: 'chat', format: 1, ...apart(head) };
  yield lineOf(chat);
  for (const [n, message] of messages.entries()) yield lineOf(recordOf(n, message));
}

export async function setAside(folder: string, id: string): Promise<void> {
  await mkdir(join(folder, '.legacy'), { recursive: true, mode: 0o750 });
  await rename(join(folder, `${id}.json`), join(folder, '.legacy', `${id}.json`));
  await syncFolder(folder);
}

/** The copies that may be kept of a chat, all of them. */
export async function removeCopies(folder: string, id: string): Promise<void> {
  await rm(join(folder, '.legacy', `${id}.json`), { force: true });
  const kept = await readdir(join(folder, '.quarantine')).catch(() => []);
  await Promise.all(kept.filter((name) => name.startsWith(`${id}.`)).map((name) => rm(join(folder, '.quarantine', name), { force: true })));
}
