import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FollowingSignal } from '../../waiting.js';
import { MAGIC } from '../gguf-header.js';
import { diskFault, FetchFault } from './fetch-fault.js';
import { type FileAnswer, requestFile } from './file-request.js';
import type { FetchedFile } from './model-source.js';
import { PartFile, type PartOrigin } from './part-file.js';
import { sizeText } from './size-text.js';

/** Bytes that are there, of how many; 0 of them when that is not known yet. */
export type Report = (done: number, total: number) => void;

export interface DownloadLimits {
  /** How long nothing may come. */
  readonly stallMs: number;
  /** The pause before another try; it grows with each that brings nothing. */
  readonly pauseMs: number;
  /** Tries in a row that bring nothing new. */
  readonly tries: number;
}

const LIMITS: DownloadLimits = { stallMs: 30_000, pauseMs: 1000, tries: 3 };
const MAGIC_BYTES = Buffer.from(MAGIC);

/** Fetches one file from its address: what there is of it is kept and gone on with, and it has its name only when it is whole. */
export class Download {
  private readonly folder: string;
  private most = 0;

  constructor(
    private readonly file: FetchedFile,
    private readonly report: Report,
    private readonly limits = LIMITS,
  ) {
    this.folder = dirname(file.path);
  }

  async run(signal: AbortSignal): Promise<void> {
    for (let failed = 0; ; ) {
      const before = this.most;
      try {
        return await this.attempt(signal);
      } catch (error) {
        signal.throwIfAborted();
        const fault = error instanceof FetchFault ? error : diskFault(error, this.folder);
        failed = this.most > before ? 1 : failed + 1;
        const mayRecover = fault.kind === 'broken' || (fault.kind === 'unreachable' && this.most > 0);
        if (!mayRecover || failed >= this.limits.tries) throw fault;
        await delay(this.limits.pauseMs * failed, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  }

  private async attempt(signal: AbortSignal): Promise<void> {
    const part = await PartFile.open(`${this.file.path}.part`, signal);
    const found = part.size;
    try {
      if (part.size === 0 || part.size !== part.origin?.bytes) await this.receive(part, signal);
      const wanted = this.file.sha256 ?? part.origin?.sha256;
      if (wanted === undefined || part.digest === wanted) return await part.moveTo(this.file.path);
      await part.discard();
      throw new FetchFault(found > 0 ? 'broken' : 'refused', 'what it sent is not the file that was meant: its SHA-256 is another');
    } finally {
      await part.close();
    }
  }

  private async receive(part: PartFile, caller: AbortSignal): Promise<void> {
    const following = new FollowingSignal(caller);
    const { stallMs } = this.limits;
    const stalled = (): void => following.abort(new FetchFault('broken', `nothing came for ${stallMs / 1000} s`));
    const timer = setTimeout(stalled, stallMs);
    try {
      const answer = await requestFile(this.file.address, this.file.hub, rangeOf(part, this.file), following.signal);
      timer.refresh();
      try {
        if (await this.place(part, answer)) await this.write(part, answer, following.signal, () => timer.refresh());
      } finally {
        answer.body.destroy();
      }
    } finally {
      clearTimeout(timer);
      following.release();
    }
  }

  /** Makes the part ready for what comes: its continuation, or the whole from the beginning. Answers whether anything is to come. */
  private async place(part: PartFile, answer: FileAnswer): Promise<boolean> {
    const origin = originOf(answer, this.file);
    if (answer.status === 200) await part.restart(origin);
    else if (answer.status === 416 || !continues(part, answer, origin)) {
      await part.discard();
      throw new FetchFault('broken', 'the file has changed there');
    }
    const { blocks, bavail, bsize } = await statfs(this.folder);
    const missing = origin.bytes - part.size;
    if (blocks > 0 && missing > bavail * bsize) throw new FetchFault('here', `the disk of ${this.folder} has no room for the ${sizeText(missing)} that are missing: make room, or choose another folder with MODELS_DIR`);
    return missing > 0;
  }

  private async write(part: PartFile, { body }: FileAnswer, signal: AbortSignal, heard: () => void): Promise<void> {
    const { bytes } = part.origin!;
    for await (const chunk of chunksOf(body, signal, () => cutOff(part))) {
      if (part.size === 0 && !startsAsGguf(chunk)) throw new FetchFault('refused', 'what it sent is not a GGUF file');
      if (part.size + chunk.length > bytes) throw new FetchFault('refused', `it sent more than the ${sizeText(bytes)} it is said to be`);
      await part.append(chunk);
      this.most = Math.max(this.most, part.size);
      this.report(part.size, bytes);
      heard();
    }
    if (part.size < bytes) throw cutOff(part);
  }
}

async function* chunksOf(body: FileAnswer['body'], signal: AbortSignal, cutOff: () => FetchFault): AsyncGenerator<Buffer, void, void> {
  try {
    for await (const chunk of body.iterator() as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      yield chunk;
    }
  } catch {
    signal.throwIfAborted();
    throw cutOff();
  }
}

const cutOff = ({ size, origin }: PartFile): FetchFault => new FetchFault('broken', `the connection ended at ${sizeText(size)} of ${sizeText(origin?.bytes ?? 0)}`);

const startsAsGguf = (chunk: Buffer): boolean => chunk.subarray(0, 4).equals(MAGIC_BYTES.subarray(0, Math.min(4, chunk.length)));

/** Asks for what is missing, if it can be told that it belongs to what is there. */
function rangeOf({ size, origin }: PartFile, { sha256 }: FetchedFile): Record<string, string> {
  if (size === 0 || origin === undefined) return {};
  if ((sha256 ?? origin.sha256) !== undefined) return { range: `bytes=${size}-` };
  return origin.etag === undefined ? {} : { range: `bytes=${size}-`, 'if-range': origin.etag };
}

function continues({ size, origin }: PartFile, { headers }: FileAnswer, now: PartOrigin): boolean {
  const from = /^bytes (?<from>\d+)-/.exec(headers['content-range'] ?? '')?.groups?.['from'];
  const same = now.sha256 === undefined ? now.etag === origin?.etag : now.sha256 === origin?.sha256;
  return Number(from) === size && now.bytes === origin?.bytes && same;
}

/** What the server says of the whole file, checked against what is known of it. */
function originOf({ status, headers, linked }: FileAnswer, known: FetchedFile): PartOrigin {
  if (!['', 'identity'].includes(headers['content-encoding'] ?? '')) throw new FetchFault('refused', `it sends the file packed (${headers['content-encoding']})`);
  const told = status === 200 ? headers['content-length'] : /\/(?<total>\d+)$/.exec(headers['content-range'] ?? '')?.groups?.['total'];
  const sizes = [known.bytes, linked.bytes, told === undefined ? undefined : Number(told)].filter((size) => size !== undefined);
  const [bytes] = sizes;
  if (bytes === undefined) throw new FetchFault('refused', 'it does not tell the size of the file');
  if (bytes < MAGIC_BYTES.length) throw new FetchFault('refused', `the file there has ${bytes} bytes: it is not a GGUF file`);
  if (sizes.some((size) => size !== bytes)) throw new FetchFault('refused', `the file there has ${sizes.at(-1)} bytes and should have ${bytes}`);
  const etag = headers.etag?.startsWith('"') ? headers.etag : undefined;
  return { bytes, etag, sha256: known.sha256 ?? linked.sha256 };
}
