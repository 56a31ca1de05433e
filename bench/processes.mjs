// Processes of a run, and what they cost. Each is ended by its own id; folders are removed at the end, also after a failure.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TICKS_A_SECOND = 100;
const path = (file) => fileURLToPath(new URL(file, import.meta.url));
const cleanUps = [];

export async function cleanUp() {
  for (const task of cleanUps.splice(0).toReversed()) await task();
}

export async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'chat-bench-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a Node program and waits until it says where it listens. */
export async function start(program, { env = {}, cwd, args = [] } = {}) {
  const begun = performance.now();
  const child = spawn(process.execPath, [...args, program], { cwd, env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let output = '';
  const url = await new Promise((found, failed) => {
    const collect = (piece) => {
      output += piece;
      const address = /Listening on (http:\S+)/.exec(output)?.[1];
      if (address) found(address);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    void exited.then(([code]) => failed(new Error(`${program} ended with ${code} before it listened:\n${output}`)));
  });
  const startMs = performance.now() - begun;
  const stop = async (signal = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  cleanUps.push(() => stop('SIGKILL'));
  return { pid: child.pid, url, startMs, stop };
}

export const startModel = (tokenMs = 0) => start(path('model.mjs'), { env: { OLLAMA_MODEL: 'bench:latest', MODEL_TOKEN_MS: String(tokenMs) } });
export const startBare = async (model) => start(path('bare.mjs'), { cwd: await temporaryFolder(), env: { OLLAMA_URL: model.url, OLLAMA_MODEL: 'bench:latest' } });
export const startOurs = async (program, model, { cwd, args, env = {} } = {}) =>
  start(program, { cwd: cwd ?? (await temporaryFolder()), args, env: { PORT: '0', LOG_LEVEL: 'warn', PROVIDER: 'ollama', OLLAMA_URL: model.url, OLLAMA_MODEL: 'bench:latest', ...env } });

/** The load generator, one process for all jobs. */
export function startLoad() {
  const child = fork(path('load.mjs'));
  cleanUps.push(async () => {
    child.disconnect();
    await once(child, 'exit');
  });
  return async (job) => {
    child.send(job);
    const [result] = await once(child, 'message');
    if (result.error) throw new Error(result.error);
    return result;
  };
}

/** Seconds of processor time, of user and system, all threads. */
export async function cpuSeconds({ pid }) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13);
  return (Number(user) + Number(system)) / TICKS_A_SECOND;
}

export async function memoryMegabytes({ pid }) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}
