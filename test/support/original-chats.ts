import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OriginalChat {
  readonly id: string;
  readonly title: string;
  /** When it was written to. */
  readonly at: Date;
  readonly question?: string;
  readonly answer?: string;
}

/** A folder of chats as the original project kept them, for a server to begin with; with local times, as there. */
export async function originalChats(chats: readonly OriginalChat[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'original-chats-'));
  for (let from = 0; from < chats.length; from += 500) {
    await Promise.all(chats.slice(from, from + 500).map((chat) => writeFile(join(folder, `${chat.id}.json`), JSON.stringify(bodyOf(chat)))));
  }
  return folder;
}

function bodyOf({ title, at, question = title, answer = 'Fine.' }: OriginalChat): object {
  const timestamp = localTime(at);
  const messages = [
    { role: 'system', content: 'You are a helpful assistant.' },
    { role: 'user', content: question, timestamp },
    { role: 'assistant', content: answer, timestamp },
  ];
  return { created_at: timestamp, last_updated: timestamp, title, messages };
}

/** Without a zone, with microseconds. */
const localTime = (time: Date): string => new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().replace('Z', '000');

/** The middle of a day, so many days before today; of today itself its beginning, which is never ahead of the clock. */
export function daysAgo(days: number, seconds = 0): Date {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days, days === 0 ? 0 : 12, 0, seconds);
}
