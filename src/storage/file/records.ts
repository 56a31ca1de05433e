import { crc32 } from 'node:zlib';
import type { AnswerPart, Message } from '../../conversation/chat.js';

/** A line of a chat file. Unknown types and fields are kept or skipped, never refused. */
export type ChatRecord =
  | { readonly t: 'chat'; readonly format: 1; readonly id: string; readonly created_at: string; readonly title?: string; readonly [field: string]: unknown }
  | MessageRecord
  | { readonly t: 'partial'; readonly id: string; readonly parts: readonly AnswerPart[]; readonly timestamp: string }
  | { readonly t: 'failed'; readonly id: string; readonly code: string; readonly timestamp: string }
  /** The failed question above is asked again, under a new turn. */
  | { readonly t: 'retry'; readonly id: string; readonly turn_id: string; readonly answer_id: string }
  | { readonly t: 'update'; readonly title?: string; readonly damaged?: boolean };

/** A message and its position `n` among the messages; on questions also what is needed to find the turn again. */
export type MessageRecord = Message & {
  readonly t: 'message';
  readonly n: number;
  readonly turn_id?: string;
  readonly answer_id?: string;
  readonly key?: string;
  readonly fingerprint?: string;
};

export type ReadLine =
  | { readonly quality: 'whole' | 'edited'; readonly record: ChatRecord }
  | { readonly quality: 'bad' };

const MARK = ',"crc":"';
const NEWLINE = '\n';

/** A record as the bytes of its line: `crc` last, CRC-32 of the bytes in front of it. */
export function lineOf(record: ChatRecord): string {
  const body = JSON.stringify(record).slice(0, -1);
  return `${body}${MARK}${crc32(body).toString(16).padStart(8, '0')}"}${NEWLINE}`;
}

/** Reads a line without its newline. `edited`: a record whose checksum is not its own. */
export function readLine(line: Buffer): ReadLine {
  const record = parse(line.toString('utf8'));
  if (!record) return { quality: 'bad' };
  const at = line.lastIndexOf(MARK);
  const crc = at < 0 ? '' : line.toString('latin1', at + MARK.length, at + MARK.length + 8);
  const isWhole = at >= 0 && line.length === at + MARK.length + 10 && crc === crc32(line.subarray(0, at)).toString(16).padStart(8, '0');
  return { quality: isWhole ? 'whole' : 'edited', record };
}

function parse(text: string): ChatRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return undefined;
    const { crc: _crc, ...record } = value;
    return record;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is ChatRecord & { crc?: string } => typeof value === 'object' && value !== null && 't' in value && typeof value.t === 'string';

/** A message as it is shown outside: without how it is kept. */
export function messageOf({ t: _t, n: _n, answer_id: _answer, key: _key, fingerprint: _fingerprint, ...message }: MessageRecord): Message {
  return message;
}
