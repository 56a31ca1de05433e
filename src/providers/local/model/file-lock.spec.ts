import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileLock } from './file-lock.js';

const TIMES = { beatMs: 20, deadAfterMs: 200, lookMs: 5 };
const { signal } = new AbortController();

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  path = join(folder, 'tiny.gguf.lock');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const take = (isWanted = (): Promise<boolean> => Promise.resolve(true), stop = signal): Promise<FileLock | undefined> => FileLock.take(path, isWanted, stop, TIMES);

describe('FileLock', () => {
  it('has one owner after the other', async () => {
    let owners = 0;
    const use = async (): Promise<void> => {
      const lock = await take();
      owners += 1;
      await new Promise(setImmediate);
      expect(owners).toBe(1);
      owners -= 1;
      await lock!.release();
    };
    await Promise.all(Array.from({ length: 10 }, use));
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not waited for any longer when it is not wanted any more', async () => {
    const lock = await take();
    expect(await take(() => Promise.resolve(false))).toBeUndefined();
    await lock!.release();
  });

  it('stays with an owner that lives, however long that takes', async () => {
    const lock = await take();
    const until = performance.now() + 3 * TIMES.deadAfterMs;
    expect(await take(() => Promise.resolve(performance.now() < until))).toBeUndefined();
    await lock!.release();
  });

  it('is taken from one that has died, once', async () => {
    await writeFile(path, '');
    const until = performance.now() + 3 * TIMES.deadAfterMs;
    const locks = await Promise.all([1, 2, 3].map(() => take(() => Promise.resolve(performance.now() < until))));
    expect(locks.filter((lock) => lock !== undefined)).toHaveLength(1);
    await locks.find((lock) => lock !== undefined)!.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is waited for until the abort', async () => {
    const lock = await take();
    const stop = new AbortController();
    const waiting = expect(take(undefined, stop.signal)).rejects.toThrow('enough');
    stop.abort(new Error('enough'));
    await waiting;
    await lock!.release();
  });
});
