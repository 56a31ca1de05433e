import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenFile, openFile, type StoredFile } from '../../src/storage/file/append-file.js';
import { FileChatRepository } from '../../src/storage/file/file-chat.repository.js';
import type { RepositoryUnderTest } from '../contracts/chat-repository.contract.js';

/** The file store in a folder of its own, for the contract. */
export async function fileRepositorySubject(): Promise<RepositoryUnderTest> {
  const home = await mkdtemp(join(tmpdir(), 'chat-files-'));
  const opened: FileChatRepository[] = [];
  let [folder, lives, bytes] = [join(home, '0'), 0, 0];
  const counted: OpenFile = async (path, create) => {
    const file = await openFile(path, create);
    return {
      ...wrapped(file),
      async read(...place) {
        const done = await file.read(...place);
        bytes += done.bytesRead;
        return done;
      },
    };
  };
  const open = async (): Promise<FileChatRepository> => {
    const chats = await FileChatRepository.open(folder, counted);
    opened.push(chats);
    return chats;
  };
  return {
    chats: await open(),
    // A killed process leaves its files as they are, and its lock on them is free.
    async crash() {
      const left = folder;
      folder = join(home, String(++lives));
      await cp(left, folder, { recursive: true, filter: (path) => !path.endsWith('.sock') });
      return open();
    },
    async reopen() {
      await opened.at(-1)?.close();
      return open();
    },
    bytesRead: () => bytes,
    async close() {
      await Promise.all(opened.map((chats) => chats.close()));
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A file whose parts can be replaced one by one. */
export const wrapped = (file: StoredFile): StoredFile => ({
  stat: () => file.stat(),
  read: (...place) => file.read(...place),
  write: (...place) => file.write(...place),
  truncate: (length) => file.truncate(length),
  datasync: () => file.datasync(),
  close: () => file.close(),
});
