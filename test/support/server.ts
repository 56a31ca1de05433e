import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = resolve(__dirname, '../../dist/main.js');

/** The built program, running in a folder of its own on a free port of the loopback. */
export interface RunningServer {
  readonly url: string;
  readonly folder: string;
  readonly process: ChildProcess;
  /** Everything it has written to standard output and error so far. */
  output(): string;
  /** Ends it with a signal and waits; answers its exit code (null after a kill). */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it for good and removes its folder. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A folder of an earlier server, to go on with. */
  readonly folder?: string;
  /** Another program than the API of this checkout. */
  readonly program?: string;
}

export async function startServer({ env = {}, folder, program = PROGRAM }: ServerOptions = {}): Promise<RunningServer> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'chat-server-')));
  const child = spawn(process.execPath, [program], { cwd: home, env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const stop = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> => {
    child.kill(signal);
    return exited;
  };
  const url = await new Promise<string>((found, failed) => {
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      const match = /Listening on (http:\S+)/.exec(output);
      if (match) found(match[1]!);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    void exited.then((code) => failed(new Error(`The server ended with ${code} before it listened:\n${output}`)));
  });
  return {
    url,
    folder: home,
    process: child,
    output: () => output,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Runs the program until it ends by itself; for starts that must not happen. */
export async function runToEnd(env: Readonly<Record<string, string>>, cwd: string, program = PROGRAM): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [program], { cwd, env: { PATH: process.env['PATH'], PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output };
}
