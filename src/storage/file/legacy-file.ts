import { Logger } from '@nestjs/common';
import type { Chat, ChatSummary } from '../../conversation/chat.js';
import type { MessagePage, MessageQuery } from '../chat-repository.js';
import { openReadOnly } from './append-file.js';
import { linesOfChat, parseLegacy, setAside } from './legacy.js';
import { readAt } from './line-reader.js';
import { codeOf, NotAChatError } from './storage.errors.js';
import { placeFile } from './whole-file.js';

/** A file of the original, read in place. */
export class LegacyChat {
  constructor(private readonly chat: Chat) {}

  summary(): ChatSummary {
    const { id, created_at, last_updated, title = '', messages } = this.chat;
    return { id, created_at, last_updated, message_count: messages.length, title, answering: false };
  }

  messages({ before = this.chat.messages.length, limit }: MessageQuery): MessagePage {
    const end = Math.min(before, this.chat.messages.length);
    const start = Math.max(0, end - limit);
    return { messages: this.chat.messages.slice(start, end).toReversed(), next: start > 0 ? start : undefined };
  }
}

/** The chat in a file of the original; undefined when there is no such file. Throws a NotAChatError when it cannot be read as one. */
export async function readLegacy(folder: string, id: string): Promise<Chat | undefined> {
  try {
    const file = await openReadOnly(`${folder}/${id}.json`, false);
    try {
      const { size } = await file.stat();
      const chat = parseLegacy(id, (await readAt(file, 0, size)).toString('utf8'));
      if (!chat) throw new NotAChatError('not a chat of the original');
      return chat;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Turns a file of the original into ours, without loss; the original moves aside. Tells whether there was one. */
export async function convert(folder: string, id: string): Promise<boolean> {
  const chat = await readLegacy(folder, id);
  if (!chat) return false;
  await placeFile(`${folder}/${id}.jsonl`, linesOfChat(chat));
  await setAside(folder, id);
  new Logger('FileStore').log(`Chat ${id} of the original project was taken over; its file is in .legacy`);
  return true;
}
