import type { AnswerPart, AssistantMessage, ChatSummary, Message, SystemMessage, UserMessage } from '../../conversation/chat.js';
import { textOf, titleFrom } from '../../conversation/chat.js';
import { timeOf } from './chat-index.js';
import { type Readable, recordsBack, recordsOn } from './line-reader.js';
import { type ChatRecord, messageOf, type MessageRecord } from './records.js';

/** A question without an end: its turn is running, or was when its process ended. */
export interface OpenQuestion {
  readonly turnId: string;
  readonly answerId: string;
  readonly question: UserMessage;
  /** What was kept of the answer. */
  parts: readonly AnswerPart[];
  /** When that was kept. */
  lastKept?: string;
}

/** About how much of the file's end an open question takes, with what was kept of its answer. */
export const bytesOf = (open: OpenQuestion | undefined): number =>
  (open ? [open.question.content, ...open.parts.map(({ text }) => text)] : []).reduce((sum, text) => sum + Buffer.byteLength(JSON.stringify(text)), 0);

/** What is known of a chat from the head and the tail of its file. */
export interface ChatState {
  readonly createdAt: string;
  /** False when only a part of its first write is there. */
  readonly isBegun: boolean;
  title: string;
  /** The title in the file's first line. */
  readonly firstTitle: string;
  damaged: boolean;
  /** What the chat was last told to talk to. */
  model?: string;
  /** Undefined in a chat of the original that was begun without one. */
  readonly system: SystemMessage | undefined;
  /** Messages in the file. */
  count: number;
  lastUpdated: string;
  /** The newest messages, oldest first, without the system prompt and the open question. */
  readonly recent: Message[];
  open?: OpenQuestion;
}

/** Reads head and tail; of the tail about so many bytes. */
export async function readState(file: Readable, size: number, tailBytes: number): Promise<ChatState> {
  const head = await readHead(file, size);
  const tail = new Tail();
  for await (const { record, offset } of recordsBack(file, size)) {
    tail.add(record);
    if (tail.hasMessages && size - offset >= tailBytes) break;
  }
  const newest = tail.messages[0];
  return {
    createdAt: head.createdAt,
    isBegun: newest !== undefined || head.lastUpdated !== undefined,
    title: tail.title ?? head.title,
    firstTitle: head.title,
    damaged: tail.damaged,
    ...(tail.model === undefined ? {} : { model: tail.model }),
    system: head.system,
    count: newest ? newest.n + 1 : 0,
    lastUpdated: later(tail.newestTime, head.lastUpdated) ?? head.createdAt,
    recent: tail.closedMessages(),
    ...(tail.openQuestion ? { open: tail.openQuestion } : {}),
  };
}

const later = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && timeOf(other) >= timeOf(one)) ? other : one;

interface Head {
  readonly createdAt: string;
  readonly title: string;
  /** When a chat that was taken over was last written to. */
  readonly lastUpdated?: string;
  readonly system?: SystemMessage;
}

async function readHead(file: Readable, size: number): Promise<Head> {
  let head: Head = { createdAt: '', title: '' };
  let title: string | undefined;
  for await (const { record } of recordsOn(file, 0, size)) {
    if (record.t === 'chat') {
      title = record.title;
      head = { createdAt: record.created_at, title: title ?? '', lastUpdated: record.last_updated };
    }
    if (record.t !== 'message') continue;
    const message = messageOf(record);
    if (message.role === 'system') head = { ...head, system: message };
    if (title === undefined && message.role === 'user') head = { ...head, title: (title = titleFrom(message.content)) };
    if (title !== undefined || record.n > 1) break;
  }
  return head;
}

/** Under which turn a question was asked, the last time it was. */
interface Asking {
  readonly turn_id?: string;
  readonly answer_id?: string;
}

/** Puts the end of a file together, newest record first. */
export class Tail {
  /** Newest first. */
  readonly messages: MessageRecord[] = [];
  title: string | undefined;
  model: string | undefined;
  damaged = false;
  newestTime: string | undefined;
  private readonly failures = new Map<string, string>();
  private readonly retries = new Map<string, Asking>();
  private readonly partials: Extract<ChatRecord, { t: 'partial' }>[] = [];

  get hasMessages(): boolean {
    return this.messages.length >= 2;
  }

  add(record: ChatRecord): void {
    if (record.t === 'update') {
      this.title ??= record.title;
      this.model ??= record.model;
      this.damaged ||= record.damaged === true;
      return;
    }
    if (record.t === 'retry') this.retries.set(record.id, this.retries.get(record.id) ?? record);
    if (record.t === 'failed' && !this.failures.has(record.id) && !this.retries.has(record.id)) this.failures.set(record.id, record.code);
    if (record.t === 'partial' && this.messages.length === 0) this.partials.unshift(record);
    if (record.t === 'message') this.messages.push(record);
    if ('timestamp' in record && typeof record.timestamp === 'string') this.newestTime ??= record.timestamp;
  }

  /** Oldest first, without the system prompt and an open question. */
  closedMessages(): Message[] {
    const closed = this.openQuestion ? this.messages.slice(1) : this.messages;
    return closed.filter(({ role }) => role !== 'system').map((message) => this.shown(message)).toReversed();
  }

  get openQuestion(): OpenQuestion | undefined {
    const newest = this.messages[0];
    if (newest?.role !== 'user' || this.failures.has(newest.id) || newest.status === 'failed' || newest.turn_id === undefined) return undefined;
    const question = this.shown(newest);
    if (question.role !== 'user') return undefined;
    const { turn_id: turnId, answer_id: answerId = `${newest.id}-answer` } = this.retries.get(newest.id) ?? newest;
    const kept = this.partials.filter(({ id }) => id === answerId);
    return { turnId: turnId!, answerId, question, parts: kept.flatMap(({ parts }) => parts), lastKept: kept.at(-1)?.timestamp };
  }

  shown(record: MessageRecord): Message {
    const code = this.failures.get(record.id);
    const message = messageOf(record);
    if (message.role !== 'user') return message;
    const turnId = this.retries.get(record.id)?.turn_id ?? message.turn_id;
    return { ...message, ...(turnId === undefined ? {} : { turn_id: turnId }), ...(code === undefined ? {} : { status: 'failed', code }) };
  }
}

/** An open question whose process is gone, as it is read, and written down by the chat's next turn: its end. */
export function interruptionOf(open: OpenQuestion): { readonly question: UserMessage; readonly answer?: AssistantMessage } {
  const content = textOf(open.parts);
  if (content === '') return { question: { ...open.question, status: 'failed', code: 'interrupted' } };
  const onlyText = open.parts.every(({ type }) => type === 'text');
  const timestamp = open.lastKept ?? open.question.timestamp;
  const answer: AssistantMessage = { id: open.answerId, role: 'assistant', content, timestamp, status: 'incomplete', incomplete_reason: 'interrupted', ...(onlyText ? {} : { parts: open.parts }) };
  return { question: open.question, answer };
}

export function summaryOf(id: string, state: ChatState, answering: boolean): ChatSummary {
  const extra = state.open && !answering && textOf(state.open.parts) !== '' ? 1 : 0;
  const { createdAt, lastUpdated, count, title, damaged, model } = state;
  return { id, created_at: createdAt, last_updated: lastUpdated, message_count: count + extra, title, answering, ...(damaged ? { damaged } : {}), ...(model === undefined ? {} : { model }) };
}
