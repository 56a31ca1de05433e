import { Logger } from '@nestjs/common';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { append, type StoredFile } from './append-file.js';
import { readAt } from './line-reader.js';
import { placeFile } from './legacy.js';
import { type ChatRecord, lineOf, readLine } from './records.js';

const NEWLINE = 0x0a;
const BLOCK = 64 * 1024;
const logger = new Logger('FileStore');

export const pathOf = (folder: string, id: string): string => join(folder, `${id}.jsonl`);

/** Makes the end of a file whole: a torn last line is cut off, its bytes are kept; a missing newline is added. Returns the size. */
export async function repairEnd(folder: string, id: string, file: StoredFile): Promise<number> {
  const { size } = await file.stat();
  if (size === 0) return 0;
  const start = await lastLineStart(file, size);
  const line = await readAt(file, start, size - start);
  const ended = line.at(-1) === NEWLINE;
  const read = readLine(ended ? line.subarray(0, -1) : line);
  if (read.quality === 'whole') {
    if (ended) return size;
    await append(file, size, Buffer.from('\n'), true);
    return size + 1;
  }
  if (read.quality === 'edited' && ended) {
    await quarantine(folder, `${id}.edited`, line);
    logger.warn(`The last line of chat ${id} was changed by hand: it is taken as it is, a copy is in .quarantine`);
    return size;
  }
  await quarantine(folder, `${id}.torn`, line);
  await file.truncate(start);
  await file.datasync();
  logger.warn(`The last line of chat ${id} was cut off half-written; its ${line.length} bytes are in .quarantine`);
  return start;
}

/** A file with damage inside: what is whole is written anew and marked, the original is kept. */
export async function salvage(folder: string, id: string): Promise<void> {
  const bytes = await readFile(pathOf(folder, id));
  const records: ChatRecord[] = [];
  let n = 0;
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, from);
    const end = newline < 0 ? bytes.length : newline;
    const read = readLine(bytes.subarray(from, end));
    if (read.quality !== 'bad') records.push(read.record.t === 'message' ? { ...read.record, n: n++ } : read.record);
    from = end + 1;
  }
  if (records[0]?.t !== 'chat') records.unshift({ t: 'chat', format: 1, id, created_at: firstTime(records) });
  await mkdir(join(folder, '.quarantine'), { recursive: true, mode: 0o750 });
  await copyFile(pathOf(folder, id), join(folder, '.quarantine', `${id}.${Date.now()}.jsonl`));
  await placeFile(folder, `${id}.jsonl`, [...records, { t: 'update', damaged: true } as const].map(lineOf).join(''));
  logger.warn(`Chat ${id} was damaged: what is whole was saved, the original is in .quarantine`);
}

const firstTime = (records: readonly ChatRecord[]): string => {
  const found = records.find((record) => 'timestamp' in record && typeof record.timestamp === 'string');
  return found && 'timestamp' in found ? String(found.timestamp) : new Date().toISOString();
};

async function quarantine(folder: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(join(folder, '.quarantine'), { recursive: true, mode: 0o750 });
  await writeFile(join(folder, '.quarantine', `${name}.${Date.now()}`), bytes);
}

async function lastLineStart(file: StoredFile, size: number): Promise<number> {
  let tail: Buffer = Buffer.alloc(0);
  for (let position = size; position > 0; ) {
    const length = Math.min(BLOCK, position);
    position -= length;
    tail = Buffer.concat([await readAt(file, position, length), tail]);
    const newline = tail.length < 2 ? -1 : tail.lastIndexOf(NEWLINE, tail.length - 2);
    if (newline >= 0) return position + newline + 1;
  }
  return 0;
}
