import { constants, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chat, Message, Role } from '../../conversation/chat.js';
import { titleFrom } from '../../conversation/chat.js';
import { syncFolder } from './append-file.js';
import { type ChatRecord, lineOf } from './records.js';

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
  const { messages: _messages, created_at, last_updated, ...more } = value as Record<string, unknown>;
  const messages = value.messages.map((message, position): Message => ({ id: `legacy-${position}`, ...message }));
  const newest = messages.findLast(({ timestamp }) => timestamp !== undefined)?.timestamp;
  const created = textOr(created_at, newest ?? new Date(0).toISOString());
  const question = messages.find(({ role }) => role === 'user');
  return { title: question ? titleFrom(question.content) : '', ...more, id, created_at: created, last_updated: textOr(last_updated, newest ?? created), messages };
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

function isMessage(value: unknown): value is { role: Role; content: string } {
  return typeof value === 'object' && value !== null && 'role' in value && ROLES.has(value.role) && 'content' in value && typeof value.content === 'string';
}

/** A whole chat as lines. */
export function linesOfChat({ messages, last_updated, ...head }: Chat): string {
  const records: ChatRecord[] = [{ t: 'chat', format: 1, ...head, last_updated }, ...messages.map((message, n): ChatRecord => ({ t: 'message', n, ...message }))];
  return records.map(lineOf).join('');
}

/** Puts a whole file in its place: beside it first, synced, then moved. */
export async function placeFile(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name);
  const file = await open(`${path}.tmp`, constants.O_CREAT | constants.O_TRUNC | constants.O_WRONLY | constants.O_NOFOLLOW, 0o640);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.tmp`, path);
  await syncFolder(folder);
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
