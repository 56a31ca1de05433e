import { randomUUID } from 'node:crypto';
import { link, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from './fetch-fault.js';

export interface LockTimes {
  readonly beatMs: number;
  readonly deadAfterMs: number;
  readonly lookMs: number;
}

const TIMES: LockTimes = { beatMs: 1000, deadAfterMs: 5000, lookMs: 500 };

/**
 * One process at a time fetches a file. The lock is a file that its owner touches; one that nobody was seen to touch for a while is dead
 * (seen by our own clock: those of other machines may be wrong). It saves work, no more: two owners would write the same bytes to the same places.
 */
export class FileLock {
  private readonly heart: NodeJS.Timeout;

  private constructor(
    private readonly path: string,
    beatMs: number,
  ) {
    this.heart = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), beatMs).unref();
  }

  /** Waits for it as long as it is wanted; without it, it was no longer. */
  static async take(path: string, isWanted: () => Promise<boolean>, signal: AbortSignal, times = TIMES): Promise<FileLock | undefined> {
    let seen = { stamp: '', since: 0 };
    for (;;) {
      if (await made(path)) return new FileLock(path, times.beatMs);
      if (!(await isWanted())) return undefined;
      const stamp = await stampOf(path);
      if (stamp !== seen.stamp) seen = { stamp, since: performance.now() };
      else if (performance.now() - seen.since > times.deadAfterMs) await removeDead(path, stamp);
      await delay(times.lookMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }

  async release(): Promise<void> {
    clearInterval(this.heart);
    await rm(this.path, { force: true });
  }
}

async function made(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

const stampOf = (path: string): Promise<string> => stat(path).then(({ ino, mtimeMs }) => `${ino}:${mtimeMs}`, () => 'gone');

/** Moves it away before it is removed; if it was another one by then, that is put back. */
async function removeDead(path: string, stamp: string): Promise<void> {
  const aside = `${path}.${randomUUID().slice(0, 8)}`;
  await rename(path, aside).catch(() => undefined);
  if ((await stampOf(aside)) !== stamp) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
