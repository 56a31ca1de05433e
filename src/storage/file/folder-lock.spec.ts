import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { codeOf } from '../../../test/contracts/chat-repository.fixtures.js';
import { FolderLock } from './folder-lock.js';

const HOLDER = `const { FolderLock } = await import(process.argv[1]); await FolderLock.take(process.argv[2]); console.log('held'); setInterval(() => {}, 1000);`;
const PROGRAM = resolve(__dirname, '../../../dist/storage/file/folder-lock.js');

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('the lock of a folder', () => {
  let home: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'chat-lock-'))));
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(home, { recursive: true });
  });

  /** Another process that holds the lock. */
  async function holder(folder: string): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, PROGRAM, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    await once(child.stdout, 'data');
    return child;
  }
  const long = async (): Promise<string> => {
    const folder = join(home, 'x'.repeat(100), 'chats');
    await mkdir(folder, { recursive: true });
    return folder;
  };

  it('is refused to a second one, and free when it was released', async () => {
    const lock = await FolderLock.take(home);
    expect(await codeOf(FolderLock.take(home))).toBe('storage_failed');
    await lock.release();
    const next = await FolderLock.take(home);
    await next.release();
    expect(await readdir(home)).toEqual([]);
  });

  it('is held by one of many that want it at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => FolderLock.take(home)));
    const held = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(held).toHaveLength(1);
    await held[0]!.value.release();
    expect(await readdir(home)).toEqual([]);
  });

  it('is taken over at once after a kill -9, by one of many, and nothing is left of the dead', async () => {
    for (let round = 0; round < 3; round++) {
      await kill(await holder(home));
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => FolderLock.take(home)));
      const held = outcomes.filter((outcome) => outcome.status === 'fulfilled');
      expect(held).toHaveLength(1);
      expect((await readdir(home)).filter((name) => name.endsWith('.sock'))).toHaveLength(2);
      await held[0]!.value.release();
    }
    expect(await readdir(home)).toEqual([]);
  });

  it('is refused while another process lives', async () => {
    await holder(home);
    await expect(FolderLock.take(home)).rejects.toThrow(/Another server uses the folder/);
  });

  it('is a file that is touched where the path is too long for a socket', async () => {
    const folder = await long();
    const child = await holder(folder);
    expect(await readdir(folder)).toEqual(['.lock']);
    expect(await codeOf(FolderLock.take(folder))).toBe('storage_failed');
    await kill(child);
    expect(await codeOf(FolderLock.take(folder))).toBe('storage_failed');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(folder, '.lock'), longAgo, longAgo);
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => FolderLock.take(folder)));
    const held = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(held).toHaveLength(1);
    await held[0]!.value.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is one lock for a process that reaches the folder by a short path and one by a long path', async () => {
    const folder = await long();
    const before = process.cwd();
    try {
      process.chdir(folder);
      const near = await FolderLock.take(folder);
      process.chdir(before);
      expect(await codeOf(FolderLock.take(folder))).toBe('storage_failed');
      process.chdir(folder);
      await near.release();
      process.chdir(before);
      const far = await FolderLock.take(folder);
      process.chdir(folder);
      expect(await codeOf(FolderLock.take(folder))).toBe('storage_failed');
      await far.release();
    } finally {
      process.chdir(before);
    }
  });

  it('says what to do when the folder is not there', async () => {
    await expect(FolderLock.take(join(home, 'none'))).rejects.toThrow(/cannot be written/);
  });
});
