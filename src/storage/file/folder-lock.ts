import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { constants, link, lstat, open, readdir, rename, rm, utimes } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';
import { DomainError } from '../../errors/domain.error.js';
import { codeOf, unwritable } from './storage.errors.js';

/** A Unix socket's address has no room for more. */
const LONGEST_SOCKET_PATH = 100;
const HEARTBEAT_MS = 2000;
const DEAD_AFTER_MS = 8000;
/** What a process that was killed leaves of its socket. */
const LEFT_OVER = /^(?:\.[0-9a-f]{8}\.sock|\.lock\.sock\.[0-9a-f]{8})$/;

/**
 * One process at a time uses a folder. A socket in it dies with its process, also across containers; where there can be none, a
 * file that is touched again and again. Whoever holds one of them sees whether the other is held: the socket's holder touches a file, too.
 */
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
  const heart = new Heartbeat(join(folder, '.lock.beat'));
  try {
    for (let attempt = 0; ; attempt++) {
      const isOurs = await link(own, lock).then(() => true, (error: unknown) => isThere(error, folder));
      if (isOurs) break;
      if (attempt === 5 || (await answers(lock))) throw taken(folder);
      await removeDead(lock);
    }
    // Only a process that can have no socket here looks at it: without it the lock is a lock.
    await heart.begin(constants.O_CREAT).catch(() => undefined);
    if (await isFresh(join(folder, '.lock'))) throw await freed(lock, folder);
    await sweep(folder, own);
  } catch (error) {
    await heart.end();
    await closeServer(server, own);
    throw error;
  }
  return FolderLock.make(async () => {
    await heart.end();
    await rm(lock, { force: true });
    await closeServer(server, own);
  });
}

async function freed(lock: string, folder: string): Promise<DomainError> {
  await rm(lock, { force: true });
  return taken(folder);
}

/** Our own socket is gone only when its holder took us for dead: it is the one that has the lock. */
function isThere(error: unknown, folder: string): false {
  if (codeOf(error) === 'EEXIST') return false;
  if (codeOf(error) === 'ENOENT') throw taken(folder);
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

/** Takes away what killed processes have left. */
async function sweep(folder: string, own: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = shortest(join(folder, name));
    if (LEFT_OVER.test(name) && path !== own && !(await answers(path))) await rm(path, { force: true });
  }
}

async function takeFile(folder: string): Promise<FolderLock> {
  const path = join(folder, '.lock');
  if ((await lstat(path).then(() => true, () => false)) && !(await isFresh(path))) await removeStale(path);
  const heart = new Heartbeat(path);
  await heart.begin(constants.O_CREAT | constants.O_EXCL).catch((error: unknown) => {
    throw codeOf(error) === 'EEXIST' ? taken(folder) : unwritable(folder, codeOf(error));
  });
  if (await isFresh(join(folder, '.lock.beat'))) {
    await heart.end();
    throw taken(folder);
  }
  return FolderLock.make(() => heart.end());
}

const isFresh = (path: string): Promise<boolean> => lstat(path).then(({ mtimeMs }) => Date.now() - mtimeMs <= DEAD_AFTER_MS, () => false);

/** Moves it away before it is removed; if it came alive in between, it is put back. */
async function removeStale(path: string): Promise<void> {
  const aside = `${path}.${randomUUID().slice(0, 8)}`;
  await rename(path, aside).catch(() => undefined);
  if (await isFresh(aside)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** A file that is touched for as long as its process lives. */
class Heartbeat {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly path: string) {}

  async begin(flags: number): Promise<void> {
    const file = await open(this.path, constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | flags, 0o640);
    await file.close();
    await this.beat();
    this.timer = setInterval(() => void this.beat(), HEARTBEAT_MS).unref();
  }

  async end(): Promise<void> {
    if (this.timer) await rm(this.path, { force: true });
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    const now = new Date();
    await utimes(this.path, now, now).catch(() => undefined);
  }
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
