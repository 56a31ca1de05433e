import { basename, join, resolve } from 'node:path';
import { isLoopback } from '../../addresses.js';
import { DEFAULT_MODEL, type PythonPackage } from './default-model.js';

/** A file that is there or is not: nobody fetches it. */
export interface GivenFile {
  readonly kind: 'given';
  readonly name: string;
  readonly path: string;
}

/** A file that is fetched when it is not there. */
export interface FetchedFile {
  readonly kind: 'fetched';
  readonly name: string;
  readonly path: string;
  readonly address: string;
  /** The hub, the only one who is shown the token. */
  readonly hub: Hub;
  readonly bytes?: number;
  readonly sha256?: string;
  /** Where it is to be had when its address fails. */
  readonly package?: PythonPackage;
}

export interface Hub {
  readonly origin: string;
  readonly token?: string;
}

export type ModelSource = GivenFile | FetchedFile;

export interface SourceSettings {
  readonly LOCAL_MODEL?: string;
  readonly MODELS_DIR: string;
  readonly HF_ENDPOINT: string;
  readonly HF_TOKEN?: string;
}

/** A value of LOCAL_MODEL that means no file; the message says what it must be. */
export class WrongModelName extends Error {
  override readonly name = 'WrongModelName';
}

const FORMS = 'LOCAL_MODEL must be a GGUF file: a path, an https address or hf:owner/repo/file.gguf';
const HF_NAME = /^hf:(?<repo>[\w.-]+\/[\w.-]+?)(?:@(?<revision>[\w.-]+))?\/(?<file>[^?#]+)$/;
const PART_OF_SEVERAL = /-\d{5}-of-\d{5}\.gguf$/i;

/** What LOCAL_MODEL stands for: a path, an address (https, or http of this machine), hf:owner/repo[@revision]/file.gguf, or the default model. */
export function modelSource(settings: SourceSettings): ModelSource {
  const { LOCAL_MODEL: text, MODELS_DIR, HF_ENDPOINT, HF_TOKEN } = settings;
  if (text !== undefined && !/^[a-z][a-z\d+.-]+:/i.test(text)) return { kind: 'given', name: basename(text, '.gguf'), path: resolve(text) };
  const known = text === undefined ? DEFAULT_MODEL : undefined;
  const address = addressOf(text ?? DEFAULT_MODEL.hubName, HF_ENDPOINT);
  const file = fileNameOf(address);
  return {
    kind: 'fetched',
    name: basename(file, '.gguf'),
    path: resolve(join(MODELS_DIR, file)),
    address: address.href,
    hub: hubOf(HF_ENDPOINT, HF_TOKEN),
    bytes: known?.bytes,
    sha256: known?.sha256,
    package: known?.package,
  };
}

/** The token travels only where nobody on the way can read it. */
function hubOf(endpoint: string, token: string | undefined): Hub {
  const { origin, protocol, hostname } = new URL(endpoint);
  return { origin, token: protocol === 'https:' || isLoopback(hostname) ? token : undefined };
}

/** An address as it may be shown: without a password and without a query, which may hold a key. */
export function shownAddress(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}

function addressOf(text: string, endpoint: string): URL {
  if (/^hf:/i.test(text)) return new URL(hubAddress(text, endpoint));
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:') return url;
  if (url?.protocol !== 'http:') throw new WrongModelName(FORMS);
  if (!isLoopback(url.hostname)) throw new WrongModelName(`${FORMS}; http is for addresses of this machine only`);
  return url;
}

function hubAddress(text: string, endpoint: string): string {
  const { repo, revision = 'main', file } = HF_NAME.exec(text)?.groups ?? {};
  const segments = [...(repo?.split('/') ?? []), revision, ...(file?.split('/') ?? [])];
  const isStrange = repo === undefined || segments.some((segment) => ['', '.', '..'].includes(segment));
  if (isStrange) throw new WrongModelName(`${FORMS}, with @revision after the repository where one is meant`);
  return `${endpoint}/${repo}/resolve/${revision}/${file!.split('/').map(encodeURIComponent).join('/')}`;
}

function fileNameOf({ pathname }: URL): string {
  const file = decoded(pathname.slice(pathname.lastIndexOf('/') + 1));
  if (!/^[^.\p{Cc}\\/:*?"<>|][^\p{Cc}\\/:*?"<>|]*\.gguf$/iu.test(file)) throw new WrongModelName(`${FORMS}; an address ends in the name of the file, with .gguf`);
  if (PART_OF_SEVERAL.test(file)) throw new WrongModelName(`${FORMS}; this one is a part of several: fetch all of them by hand and set the path of the first`);
  return file;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
