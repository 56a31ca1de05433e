import { Logger } from '@nestjs/common';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { append, type StoredFile } from './append-file.js';
import { linesOn, readAt } from './line-reader.js';
import { lineOf, readLine } from './records.js';
import { codeOf, NotAChatError } from './storage.errors.js';
import { placeFile } from './whole-file.js';

const NEWLINE = 0x0a;
const BLOCK = 64 * 1024;
const FIRST_LINE = '{"t":"chat"';
const logger = new Logger('FileStore');

export const pathOf = (folder: string, id: string): string => join(folder, `${id}.jsonl`);

/** The end of a file after it was looked at. */
export interface RepairedEnd {
  /** As far as its lines are whole. */
  readonly size: number;
  /** Why it could not be made whole: the file can be read but not written. */
  readonly refusal?: unknown;
}

/** Makes the end of a file whole: a torn last line is cut off, its bytes are kept; a missing newline is added. */
export async function repairEnd(folder: string, id: string, file: StoredFile): Promise<RepairedEnd> {
  const { size } = await file.stat();
  if (size === 0) return { size };
  const start = await lastLineStart(file, size);
  const line = await readAt(file, start, size - start);
  const ended = line.at(-1) === NEWLINE;
  const read = readLine(ended ? line.subarray(0, -1) : line);
  if (read.quality === 'whole') return ended ? { size } : endLine(file, size);
  if (read.quality === 'edited' && ended) {
    await quarantine(folder, `${id}.edited`, line).catch(() => undefined);
    logger.warn(`The last line of chat ${id} was changed by hand: it is taken as it is, a copy is in .quarantine`);
    return { size };
  }
  if (!(start === 0 ? isTornBeginning(line) : await holdsLines(file, start))) throw new NotAChatError('no line of a chat');
  try {
    await quarantine(folder, `${id}.torn`, line);
    await file.truncate(start);
    await file.datasync();
    logger.warn(`The last line of chat ${id} was cut off half-written; its ${line.length} bytes are in .quarantine`);
    return { size: start };
  } catch (refusal) {
    return { size: start, refusal };
  }
}

async function holdsLines(file: StoredFile, end: number): Promise<boolean> {
  for await (const { line } of linesOn(file, 0, end)) if (readLine(line).quality !== 'bad') return true;
  return false;
}

async function endLine(file: StoredFile, size: number): Promise<RepairedEnd> {
  try {
    await append(file, { written: size, durable: size }, Buffer.from('\n'), 'durable');
    return { size: size + 1 };
  } catch (refusal) {
    return { size, refusal };
  }
}

/** What a power cut leaves of a first line; anything else is no chat of ours. */
function isTornBeginning(line: Buffer): boolean {
  const beginning = line.toString('latin1', 0, FIRST_LINE.length);
  return FIRST_LINE.startsWith(beginning) || line.every((byte) => byte === 0);
}

/** A chat whose first write never ended was never acknowledged: what there is of it moves aside. */
export async function discard(folder: string, id: string): Promise<void> {
  await mkdir(join(folder, '.quarantine'), { recursive: true, mode: 0o750 });
  await rename(pathOf(folder, id), join(folder, '.quarantine', `${id}.${Date.now()}.unfinished`)).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
  logger.warn(`Chat ${id} was cut off before its first question was stored; what there is of it is in .quarantine`);
}

/** A file with damage inside: what is whole is written anew and marked, the original is kept. */
export async function salvage(folder: string, id: string, file: StoredFile, size: number): Promise<void> {
  const first = (await salvaged(id, file, size).next()).value;
  if (first === undefined) throw new NotAChatError('no line of a chat');
  await mkdir(join(folder, '.quarantine'), { recursive: true, mode: 0o750 });
  const copy = join(folder, '.quarantine', `${id}.${Date.now()}.jsonl`);
  try {
    await copyFile(pathOf(folder, id), copy);
    await placeFile(pathOf(folder, id), salvaged(id, file, size));
  } catch (error) {
    await rm(copy, { force: true }).catch(() => undefined);
    throw error;
  }
  logger.warn(`Chat ${id} was damaged: what is whole was saved, the original is in .quarantine`);
}

/** The lines that can be read, with a head if theirs is lost and the mark at the end; none when no line can be read. */
async function* salvaged(id: string, file: StoredFile, size: number): AsyncGenerator<string, void, void> {
  let [lines, messages] = [0, 0];
  for await (const { line } of linesOn(file, 0, size)) {
    const read = readLine(line);
    if (read.quality === 'bad') continue;
    const { record } = read;
    if (lines++ === 0 && record.t !== 'chat') yield lineOf({ t: 'chat', format: 1, id, created_at: 'timestamp' in record && typeof record.timestamp === 'string' ? record.timestamp : new Date().toISOString() });
    yield lineOf(record.t === 'message' ? { ...record, n: messages++ } : record);
  }
  if (lines > 0) yield lineOf({ t: 'update', damaged: true });
}

async function quarantine(folder: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(join(folder, '.quarantine'), { recursive: true, mode: 0o750 });
  await writeFile(join(folder, '.quarantine', `${name}.${Date.now()}`), bytes);
}

async function lastLineStart(file: StoredFile, size: number): Promise<number> {
  let tail: Buffer = Buffer.alloc(0);
  for (let position = size, block = BLOCK; position > 0; block *= 2) {
    const length = Math.min(block, position);
    position -= length;
    tail = Buffer.concat([await readAt(file, position, length), tail]);
    const newline = tail.length < 2 ? -1 : tail.lastIndexOf(NEWLINE, tail.length - 2);
    if (newline >= 0) return position + newline + 1;
  }
  return 0;
}
