import type { AnswerPart, AssistantMessage, ChatSummary, Message, SystemMessage, UserMessage } from '../../conversation/chat.js';
import { textOf, titleFrom } from '../../conversation/chat.js';
import type { StoredFile } from './append-file.js';
import { recordsBack, recordsOn } from './line-reader.js';
import { type ChatRecord, messageOf, type MessageRecord } from './records.js';

/** A question without an end: its turn is running, or was when its process ended. */
export interface OpenQuestion {
  readonly turnId: string;
  readonly answerId: string;
  readonly question: UserMessage;
  /** What was kept of the answer. */
  readonly parts: AnswerPart[];
  /** When that was kept. */
  lastKept?: string;
}

/** What is known of a chat from the head and the tail of its file. */
export interface ChatState {
  readonly createdAt: string;
  title: string;
  damaged: boolean;
  readonly system: SystemMessage;
  /** Messages in the file. */
  count: number;
  lastUpdated: string;
  /** The newest messages, oldest first, without the system prompt and the open question. */
  readonly recent: Message[];
  open?: OpenQuestion;
  /** The turn of this process that ended last. */
  lastEnded?: string;
}

/** Reads head and tail; of the tail about so many bytes. */
export async function readState(file: StoredFile, size: number, tailBytes: number): Promise<ChatState> {
  const head = await readHead(file, size);
  const tail = new Tail();
  for await (const { record, offset } of recordsBack(file, size)) {
    tail.add(record);
    if (tail.hasMessages && size - offset >= tailBytes) break;
  }
  const newest = tail.messages[0];
  return {
    createdAt: head.createdAt,
    title: tail.title ?? head.title,
    damaged: tail.damaged,
    system: head.system,
    count: (newest?.n ?? 0) + 1,
    lastUpdated: tail.newestTime ?? head.createdAt,
    recent: tail.closedMessages(),
    ...(tail.openQuestion ? { open: tail.openQuestion } : {}),
  };
}

async function readHead(file: StoredFile, size: number): Promise<{ createdAt: string; title: string; system: SystemMessage }> {
  let createdAt = '';
  let title: string | undefined;
  let system: SystemMessage = { id: 'none', role: 'system', content: '' };
  for await (const { record } of recordsOn(file, 0, size)) {
    if (record.t === 'chat') [createdAt, title] = [record.created_at, record.title];
    if (record.t !== 'message') continue;
    const message = messageOf(record);
    if (message.role === 'system') system = message;
    if (title === undefined && message.role === 'user') title = titleFrom(message.content);
    if (title !== undefined || record.n > 1) break;
  }
  return { createdAt, title: title ?? '', system };
}

/** Puts the end of a file together, newest record first. */
export class Tail {
  /** Newest first. */
  readonly messages: MessageRecord[] = [];
  title: string | undefined;
  damaged = false;
  newestTime: string | undefined;
  private readonly failures = new Map<string, string>();
  private readonly retries = new Map<string, { readonly turn_id?: string; readonly answer_id?: string }>();
  private readonly partials: Extract<ChatRecord, { t: 'partial' }>[] = [];

  get hasMessages(): boolean {
    return this.messages.length >= 2;
  }

  add(record: ChatRecord): void {
    if (record.t === 'update') {
      this.title ??= record.title;
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
    const [question, parts] = [messageOf(newest), this.partials.flatMap((partial) => partial.parts)];
    if (question.role !== 'user') return undefined;
    const { turn_id: turnId, answer_id: answerId = `${newest.id}-answer` } = this.retries.get(newest.id) ?? newest;
    return { turnId: turnId!, answerId, question, parts, lastKept: this.partials.at(-1)?.timestamp };
  }

  shown(record: MessageRecord): Message {
    const code = this.failures.get(record.id);
    const message = messageOf(record);
    return code === undefined || message.role !== 'user' ? message : { ...message, status: 'failed', code };
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
  const { createdAt, lastUpdated, count, title, damaged } = state;
  return { id, created_at: createdAt, last_updated: lastUpdated, message_count: count + extra, title, answering, ...(damaged ? { damaged } : {}) };
}
