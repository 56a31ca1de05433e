import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** A process that is ready to start serving, or serves. */
export interface CrashServer {
  /** Begins to serve; answers where. */
  start(): Promise<string>;
  kill(): Promise<void>;
}

/** Makes a process ready to serve the chats in a folder. */
export type Launch = (folder: string) => CrashServer;

/** The built program, loaded but not started, so that the next one is ready when this one is killed. */
export const builtProgram =
  (ollamaUrl: string): Launch =>
  (folder) =>
    launched([resolve(__dirname, 'standby.mjs')], folder, { PROVIDER: 'ollama', OLLAMA_URL: ollamaUrl, OLLAMA_MODEL: 'tiny', PARTIAL_SAVE_MS: '10' });

export const naiveProgram =
  (mode: string): Launch =>
  (folder) =>
    launched([resolve(__dirname, 'naive-server.mjs'), mode], folder);

function launched(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): CrashServer {
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'warn', ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const url = listening(child);
  url.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  return {
    start() {
      child.stdin.write('\n');
      return url;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function listening(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((found, failed) => {
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      const match = /Listening on (http:\S+)/.exec(output);
      if (match) found(match[1]!);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('exit', (code) => failed(new Error(`The server ended with ${code} before it listened:\n${output}`)));
  });
}
