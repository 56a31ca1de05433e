import type { ChatRepository } from '../../src/storage/chat-repository.js';
import { CRASH_CHECKS } from './chat-repository.crash.js';
import { KEY_CHECKS } from './chat-repository.keys.js';
import { READING_CHECKS } from './chat-repository.reading.js';
import { TURN_CHECKS } from './chat-repository.turns.js';

/** A store with no chat in it, and what can be done to it. */
export interface RepositoryUnderTest {
  readonly chats: ChatRepository;
  /** The store as the next process finds it after a kill -9 of this one, which writes no more. */
  crash(): Promise<ChatRepository>;
  /** The store as the next process finds it after an orderly end of this one. */
  reopen(): Promise<ChatRepository>;
  /** How many bytes have been read for its callers so far, where that can be counted. */
  readonly bytesRead?: () => number;
  close(): Promise<void>;
}

export interface RepositoryCheck {
  readonly name: string;
  readonly run: (subject: RepositoryUnderTest) => Promise<void>;
}

/** What every store of chats holds. Each check gets a subject of its own. */
export const CHAT_REPOSITORY_CONTRACT: readonly RepositoryCheck[] = [...TURN_CHECKS, ...CRASH_CHECKS, ...READING_CHECKS, ...KEY_CHECKS];

/** Runs the contract against a store, a fresh subject for each check. */
export function itHoldsTheRepositoryContract(start: () => Promise<RepositoryUnderTest>): void {
  it.each(CHAT_REPOSITORY_CONTRACT)('$name', async ({ run }) => {
    const subject = await start();
    try {
      await run(subject);
    } finally {
      await subject.close();
    }
  });
}
