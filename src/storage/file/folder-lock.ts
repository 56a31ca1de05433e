import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { link, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';
import { DomainError } from '../../errors/domain.error.js';
import { codeOf, unwritable } from './storage.errors.js';

/** A Unix socket's address has no room for more. */
const LONGEST_SOCKET_PATH = 100;
const HEARTBEAT_MS = 2000;
const DEAD_AFTER_MS = 8000;

/** One process at a time uses a folder. A socket in it dies with its process, also across containers; where there are none, a file that is touched. */
export class FolderLock {
  private constructor(private readonly free: () => Promise<void>) {}

  static async take(folder: string): Promise<FolderLock> {
    try {
      return await takeSocket(folder);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error)) && !(await canWrite(folder))) throw unwritable(folder, codeOf(error));
      return takeFile(folder);
    }
  }

  async release(): Promise<void> {
    await this.free().catch(() => undefined);
  }

  static make(free: () => Promise<void>): FolderLock {
    return new FolderLock(free);
  }
}

const taken = (folder: string): DomainError => new DomainError('storage_failed', `Another server uses the folder ${folder}. Stop it, or give this one a folder of its own with CHATS_DIR.`);

async function takeSocket(folder: string): Promise<FolderLock> {
  const lock = shortest(join(folder, '.lock.sock'));
  const own = shortest(join(folder, `.${randomUUID().slice(0, 8)}.sock`));
  if (Buffer.byteLength(own) > LONGEST_SOCKET_PATH) throw new Error('the path is too long for a socket');
  const server = createServer((socket) => socket.destroy()).unref();
  server.listen(own);
  await once(server, 'listening');
  try {
    for (let attempt = 0; ; attempt++) {
      const isOurs = await link(own, lock).then(() => true, (error: unknown) => isThere(error));
      if (isOurs) break;
      if (attempt === 5 || (await answers(lock))) throw taken(folder);
      await removeDead(lock);
    }
  } catch (error) {
    await closeServer(server, own);
    throw error;
  }
  return FolderLock.make(async () => {
    await rm(lock, { force: true });
    await closeServer(server, own);
  });
}

function isThere(error: unknown): false {
  if (codeOf(error) === 'EEXIST') return false;
  throw error;
}

async function closeServer(server: Server, path: string): Promise<void> {
  server.close();
  await rm(path, { force: true });
}

async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    return codeOf(error) !== 'ECONNREFUSED' && codeOf(error) !== 'ENOENT';
  } finally {
    socket.destroy();
  }
}

/** Moves a dead socket away before it is removed; if it came alive in between, it is put back. */
async function removeDead(lock: string): Promise<void> {
  const aside = `${lock}.${randomUUID().slice(0, 8)}`;
  await rename(lock, aside).catch(() => undefined);
  if (await answers(aside)) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}

async function takeFile(folder: string): Promise<FolderLock> {
  const path = join(folder, '.lock');
  const isDead = await stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs > DEAD_AFTER_MS, () => false);
  if (isDead) await rm(path, { force: true });
  const file = await open(path, 'wx').catch((error: unknown) => {
    throw codeOf(error) === 'EEXIST' ? taken(folder) : unwritable(folder, codeOf(error));
  });
  await file.writeFile(randomUUID());
  await file.close();
  const heart = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), HEARTBEAT_MS).unref();
  return FolderLock.make(async () => {
    clearInterval(heart);
    await rm(path, { force: true });
  });
}

async function canWrite(folder: string): Promise<boolean> {
  const path = join(folder, `.${randomUUID().slice(0, 8)}.try`);
  try {
    await (await open(path, 'wx')).close();
    await rm(path);
    return true;
  } catch {
    return false;
  }
}

function shortest(path: string): string {
  const near = relative(process.cwd(), path);
  return Buffer.byteLength(near) < Buffer.byteLength(path) ? near : path;
}
