import { createHash } from 'node:crypto';
import { settingsGiven } from '../conversation/generation-settings.js';
import type { Question } from './question.js';

/** What makes two requests under one key the same: the validated body, however the answer is to be sent. */
export function fingerprintOf({ message, chatId, model, systemPrompt, settings = {} }: Question): string {
  const more = { model, system_prompt: systemPrompt, ...settingsGiven(settings) };
  const isPlain = Object.values(more).every((value) => value === undefined);
  return sha256(JSON.stringify([message, chatId ?? null, ...(isPlain ? [] : [more])])).toString('hex');
}

/** The chat that a request without an id begins, found again by the key alone: a UUID of version 8. */
export function chatIdFrom(key: string): string {
  const bytes = sha256(key).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
