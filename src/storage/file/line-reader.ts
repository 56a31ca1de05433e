import type { StoredFile } from './append-file.js';
import { type ChatRecord, type MessageRecord, readLine } from './records.js';

/** As much of a file as reading takes. */
export type Readable = Pick<StoredFile, 'read'>;

const BLOCK = 64 * 1024;
const NEWLINE = 0x0a;

/** A line that cannot be read stands where none may: the file must be repaired. */
export class DamagedError extends Error {}

export interface PlacedRecord {
  readonly record: ChatRecord;
  /** Where its line begins. */
  readonly offset: number;
}

/** Fills a buffer from a place in the file; shorter at its end. */
export async function readAt(file: Readable, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** The records of a file from an end backwards, newest first; reads only as much as is pulled. The end is the end of a line, or of a last one without its newline. */
export async function* recordsBack(file: Readable, end: number): AsyncGenerator<PlacedRecord, void, void> {
  let tail: Buffer = Buffer.alloc(0);
  let position = end;
  for (let block = BLOCK; position > 0; block *= 2) {
    const length = Math.min(block, position);
    position -= length;
    tail = Buffer.concat([await readAt(file, position, length), tail]);
    let lineEnd = tail.at(-1) === NEWLINE ? tail.length - 1 : tail.length;
    for (let newline = lineEnd < 1 ? -1 : tail.lastIndexOf(NEWLINE, lineEnd - 1); newline >= 0; newline = lineEnd < 1 ? -1 : tail.lastIndexOf(NEWLINE, lineEnd - 1)) {
      yield placed(tail.subarray(newline + 1, lineEnd), position + newline + 1);
      lineEnd = newline;
    }
    tail = tail.subarray(0, lineEnd + 1);
    if (position === 0 && lineEnd > 0) yield placed(tail.subarray(0, lineEnd), 0);
  }
}

export interface PlacedLine {
  /** Without its newline. */
  readonly line: Buffer;
  readonly offset: number;
}

/** The lines from a place on that end in a newline; reads only as much as is pulled. */
export async function* linesOn(file: Readable, start: number, end: number): AsyncGenerator<PlacedLine, void, void> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = start;
  for (let position = start, block = 8192; position < end; block = Math.min(block * 2, 16 * BLOCK)) {
    const piece = await readAt(file, position, Math.min(block, end - position));
    if (piece.length === 0) return;
    position += piece.length;
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let from = 0;
    for (let newline = rest.indexOf(NEWLINE); newline >= 0; newline = rest.indexOf(NEWLINE, from)) {
      yield { line: rest.subarray(from, newline), offset: offset + from };
      from = newline + 1;
    }
    rest = rest.subarray(from);
    offset += from;
  }
}

/** The records from a place on; reads only as much as is pulled. */
export async function* recordsOn(file: Readable, start: number, end: number): AsyncGenerator<PlacedRecord, void, void> {
  for await (const { line, offset } of linesOn(file, start, end)) yield placed(line, offset);
}

/** Where the line of the first message at or after a position begins; the end when there is none. Halves the file, so its length hardly counts. */
export async function offsetOf(file: Readable, position: number, end: number): Promise<number> {
  let low = 0;
  let high = end;
  let found = end;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const message = await messageBetween(file, middle, high, end);
    if (message !== undefined && message.record.n < position) low = message.offset + 1;
    else {
      found = message?.offset ?? found;
      high = middle;
    }
  }
  return found;
}

/** The first message whose line begins between two offsets; what begins later is not read. */
async function messageBetween(file: Readable, from: number, to: number, end: number): Promise<{ record: MessageRecord; offset: number } | undefined> {
  const start = from === 0 ? 0 : await lineStart(file, from, to);
  if (start >= to) return undefined;
  for await (const { record, offset } of recordsOn(file, start, end)) {
    if (offset >= to) return undefined;
    if (record.t === 'message') return { record, offset };
  }
  return undefined;
}

/** The first place in a range where a line begins; the end of the range when there is none. */
async function lineStart(file: Readable, offset: number, end: number): Promise<number> {
  for (let position = offset - 1; position < end; position += 8192) {
    const piece = await readAt(file, position, Math.min(8192, end - position));
    const newline = piece.indexOf(NEWLINE);
    if (newline >= 0) return position + newline + 1;
  }
  return end;
}

function placed(line: Buffer, offset: number): PlacedRecord {
  const read = readLine(line);
  if (read.quality === 'bad') throw new DamagedError(`unreadable line at byte ${offset}`);
  return { record: read.record, offset };
}
