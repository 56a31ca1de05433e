import { crc32 } from 'node:zlib';
import type { AnswerPart, Message } from '../../conversation/chat.js';

/** A line of a chat file. Unknown types and fields are kept or skipped, never refused. */
export type ChatRecord =
  | { readonly t: 'chat'; readonly format: 1; readonly id: string; readonly created_at: string; readonly title?: string; readonly last_updated?: string; readonly [field: string]: unknown }
  | MessageRecord
  | { readonly t: 'partial'; readonly id: string; readonly parts: readonly AnswerPart[]; readonly timestamp: string }
  | { readonly t: 'failed'; readonly id: string; readonly code: string; readonly timestamp: string }
  /** The failed question above is asked again, under a new turn. */
  | { readonly t: 'retry'; readonly id: string; readonly turn_id: string; readonly answer_id: string }
  | { readonly t: 'update'; readonly title?: string; readonly model?: string; readonly damaged?: boolean };

/** A message and its position `n` among the messages; on questions also what is needed to find the turn again. */
export type MessageRecord = Message & {
  readonly t: 'message';
  readonly n: number;
  readonly turn_id?: string;
  readonly answer_id?: string;
  readonly key?: string;
  readonly fingerprint?: string;
  /** Fields of the message whose names are ours. */
  readonly fields?: Readonly<Record<string, unknown>>;
};

export type ReadLine =
  | { readonly quality: 'whole' | 'edited'; readonly record: ChatRecord }
  | { readonly quality: 'bad' };

const MARK = ',"crc":"';
const NEWLINE = '\n';
const OURS = new Set(['t', 'n', 'crc', 'format', 'answer_id', 'key', 'fingerprint', 'fields']);

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
    return isUsable(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is ChatRecord & { crc?: string } => typeof value === 'object' && value !== null && 't' in value && typeof value.t === 'string';

/** A line made by hand may lack what the reading relies on. */
function isUsable(record: ChatRecord): boolean {
  if (record.t === 'message') return typeof record.id === 'string' && typeof record.content === 'string' && typeof record.n === 'number';
  return record.t !== 'partial' || Array.isArray(record.parts);
}

/** Any message as a record; a field of it that is named like one of ours stands apart. */
export function recordOf(n: number, message: Message): MessageRecord {
  return { t: 'message', n, ...apart(message) };
}

/** Fields as they stand in a line: those that are named like ours apart. */
export function apart<T extends object>(value: T): T {
  const foreign = Object.entries(value).filter(([name]) => OURS.has(name));
  if (foreign.length === 0) return value;
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !OURS.has(name)));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the required fields of a chat and a message are none of ours
  return { ...rest, fields: Object.fromEntries(foreign) } as unknown as T;
}

/** A message as it is shown outside: without how it is kept. */
export function messageOf({ t: _t, n: _n, answer_id: _answer, key: _key, fingerprint: _fingerprint, fields, ...message }: MessageRecord): Message {
  return fields ? { ...message, ...fields } : message;
}
