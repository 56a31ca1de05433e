import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = resolve(__dirname, 'turns.mjs');
const run = promisify(execFile);

/** A system call that has ended, with the file it was about. */
export interface SystemCall {
  readonly name: string;
  readonly path: string;
  readonly ok: boolean;
  readonly line: string;
}

export interface Trace {
  readonly calls: readonly SystemCall[];
  /** What each step of the program ended in, and how long it took. */
  readonly steps: ReadonlyMap<string, { readonly outcome: string; readonly milliseconds: number }>;
}

/** Why programs cannot be traced here; undefined when they can. */
export function untraceable(): string | undefined {
  const { error, status } = spawnSync('strace', ['-f', '-o', '/dev/null', '-e', 'trace=fdatasync', 'true']);
  if (error) return 'there is no strace';
  return status === 0 ? undefined : 'strace may not trace here';
}

/** Runs some turns of a store under strace, with faults injected. */
export async function trace(store: string, ...injected: readonly string[]): Promise<Trace> {
  const home = await mkdtemp(join(tmpdir(), 'chat-trace-'));
  try {
    const log = join(home, 'trace');
    const options = ['-f', '-y', '-s', '64', '-o', log, '-e', 'trace=fdatasync,fsync,write,pwrite64,unlink,unlinkat', ...injected.flatMap((fault) => ['-e', `inject=${fault}`])];
    // strace counts calls by thread: with one thread for files, the first is the first.
    const { stdout } = await run('strace', [...options, process.execPath, PROGRAM, store, home], { env: { PATH: process.env['PATH'], UV_THREADPOOL_SIZE: '1' } });
    const steps = Array.from(stdout.matchAll(/^STEP (\S+) (\S+) (\d+)$/gm), ([, step, outcome, milliseconds]) => [step!, { outcome: outcome!, milliseconds: Number(milliseconds) }] as const);
    return { calls: callsIn(await readFile(log, 'utf8'), home), steps: new Map(steps) };
  } finally {
    await rm(home, { recursive: true });
  }
}

/** In the order in which they ended; a call that another thread interrupted stands on two lines. */
function callsIn(log: string, home: string): SystemCall[] {
  const begun = new Map<string, string>();
  return log.split('\n').flatMap((text) => {
    const [, pid, rest] = /^(\d+)\s+(.*)$/.exec(text) ?? [];
    if (pid === undefined || rest === undefined) return [];
    if (rest.endsWith('<unfinished ...>')) begun.set(pid, rest);
    if (rest.endsWith('<unfinished ...>')) return [];
    const line = rest.startsWith('<...') ? `${begun.get(pid)} ${rest}` : rest;
    const name = /^\w+/.exec(line)?.[0];
    if (name === undefined) return [];
    const path = /^\w+\((?:AT_FDCWD[^,]*, )?(?:\d+<([^>]*)>|"([^"]*)")/.exec(line);
    return [{ name, path: (path?.[1] ?? path?.[2] ?? '').replace(home, ''), ok: !/= -1 /.test(line), line }];
  });
}

/** What a step did not do before it returned; nothing when all of it was in its order. */
export function missing({ calls }: Trace, step: string, wanted: readonly [name: string, path: string][]): string[] {
  const returned = calls.findIndex(({ name, line }) => name === 'write' && line.includes(`STEP ${step} `));
  const before = calls.slice(0, returned).findLastIndex(({ name, line }) => name === 'write' && line.includes('STEP '));
  let at = before;
  for (const [name, path] of wanted) {
    at = calls.findIndex((call, place) => place > at && place < returned && call.ok && call.name === name && call.path === path);
    if (at < 0) return [`${step}: no ${name} of ${path === '' ? 'the folder' : path} in its place`];
  }
  return [];
}
