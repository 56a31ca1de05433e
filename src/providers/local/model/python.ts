import { type ChildProcess, spawn } from 'node:child_process';
import { codeOf, FetchFault } from './fetch-fault.js';

/** How a program ended: its exit code, a signal, or why it could not be started; and the end of what it said on standard error. */
export interface Ended {
  readonly code: number | string;
  readonly said: string;
}

const PYTHONS = [['python3'], ['python'], ['py', '-3']] as const;
const SAID_CHARACTERS = 4000;
const HAS_GROUPS = process.platform !== 'win32';

/** The machine's Python, if it has one with pip. Everything it is asked to do stays in one folder. */
export class Python {
  private constructor(
    private readonly command: readonly string[],
    private readonly folder: string,
  ) {}

  static async find(folder: string, signal: AbortSignal): Promise<Python> {
    for (const command of PYTHONS) {
      const python = new Python(command, folder);
      if ((await python.run(['-m', 'pip', '--version'], signal)).code === 0) return python;
    }
    throw new FetchFault('unreachable', 'no Python with pip was found on this machine');
  }

  /** Runs it to its end; the signal ends it at once, and its reason is thrown. */
  async run(options: readonly string[], signal: AbortSignal): Promise<Ended> {
    signal.throwIfAborted();
    const [program = '', ...first] = this.command;
    const child = spawn(program, [...first, ...options], { cwd: this.folder, env: environment(this.folder), stdio: ['ignore', 'ignore', 'pipe'], detached: HAS_GROUPS, windowsHide: true });
    const kill = (): void => {
      killWithChildren(child);
      child.stderr.destroy();
    };
    signal.addEventListener('abort', kill, { once: true });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-SAID_CHARACTERS)));
    const ended = await new Promise<Ended>((resolve) => {
      child.once('error', (error) => resolve({ code: codeOf(error), said: '' }));
      child.once('close', (code, name) => resolve({ code: code ?? name ?? 'unknown', said }));
    });
    signal.removeEventListener('abort', kill);
    signal.throwIfAborted();
    return ended;
  }
}

/** `python3` may be a script that starts the real one and waits for it, as pyenv's is: all of the group end. */
function killWithChildren(child: ChildProcess): void {
  if (!HAS_GROUPS || child.pid === undefined || child.exitCode !== null) return void child.kill('SIGKILL');
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // They have just ended by themselves.
  }
}

/** The environment as it is, for its proxies and for pip's own settings, but: temporary files in our folder, and nothing of the hub's token. */
function environment(folder: string): NodeJS.ProcessEnv {
  const { HF_TOKEN: _, ...rest } = process.env;
  return { ...rest, TMPDIR: folder, TEMP: folder, TMP: folder, PIP_REQUIRE_VIRTUALENV: 'false' };
}
