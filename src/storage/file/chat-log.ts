import { type AnswerPart, type ChatSummary, type Message, type UserMessage } from '../../conversation/chat.js';
import type { MessagePage, MessageQuery, TurnEnd, TurnLease, TurnNote, TurnStart } from '../chat-repository.js';
import { append, AppendError, type FileSize, type StoredFile } from './append-file.js';
import { bytesOf, type ChatState, interruptionOf, readState, summaryOf, Tail } from './chat-state.js';
import { offsetOf, recordsBack } from './line-reader.js';
import { type ChatRecord, lineOf, recordOf } from './records.js';
import type { SeenTurn } from './turn-rules.js';

/** A message list this long is kept in memory for a chat that is in use. */
const RECENT_BYTES = 64 * 1024;
const KEY_LIFE_MS = 24 * 3600 * 1000;

const lengthOf = (messages: readonly Message[]): number => messages.reduce((sum, { content }) => sum + content.length, 0);

/** The open file of one chat. Its callers see to it that one thing at a time is done with it. */
export class ChatLog {
  private broken = false;
  /** How many use it now; it stays open meanwhile. */
  users = 0;
  /** Characters of messages that it holds in memory. */
  held: number;

  constructor(
    readonly id: string,
    private readonly file: StoredFile,
    private bytes: FileSize,
    readonly state: ChatState,
    /** Why it can only be read; undefined when it can be written. */
    readonly refusal?: unknown,
  ) {
    this.held = lengthOf(state.recent);
  }

  /** What the file holds is not known any more: it must be opened anew before the next write. */
  get isBroken(): boolean {
    return this.broken;
  }

  get size(): number {
    return this.bytes.written;
  }

  /** How much of the file is on the disk for certain; what comes after may be lost with a failed sync. */
  get durableSize(): number {
    return this.bytes.durable;
  }

  summary(answering: boolean): ChatSummary {
    return summaryOf(this.id, this.state, answering);
  }

  /** The question becomes durable; with it, what a turn before left open is written down as interrupted. */
  async ask({ question, turnId, answerId, idempotency, model = this.state.model }: TurnStart, again?: UserMessage): Promise<void> {
    if (again) return this.askAgain(again, turnId, answerId);
    const closing = this.state.open ? interruptionOf(this.state.open) : undefined;
    const records: ChatRecord[] = [];
    let n = this.state.count;
    if (closing?.answer) records.push(recordOf(n++, closing.answer));
    else if (closing) records.push({ t: 'failed', id: closing.question.id, code: 'interrupted', timestamp: question.timestamp });
    records.push({ t: 'message', n: n++, id: question.id, role: 'user', content: question.content, timestamp: question.timestamp, turn_id: turnId, answer_id: answerId, ...idempotency });
    records.push(...this.carried(model));
    await this.write(records, 'durable');
    if (closing) this.remember(closing.question, ...(closing.answer ? [closing.answer] : []));
    Object.assign(this.state, { count: n, lastUpdated: question.timestamp, ...(model === undefined ? {} : { model }) });
    this.state.open = { turnId, answerId, question: { ...question, role: 'user', turn_id: turnId }, parts: [] };
  }

  /** The end of the open question becomes durable. */
  async end(end: TurnEnd): Promise<void> {
    const open = this.state.open!;
    if (end.outcome === 'answered') {
      await this.write([recordOf(this.state.count, end.answer)], 'durable');
      this.remember(open.question, end.answer);
      this.state.count++;
      this.state.lastUpdated = end.answer.timestamp ?? this.state.lastUpdated;
    } else {
      await this.write([{ t: 'failed', id: open.question.id, code: end.code, timestamp: end.timestamp }], 'durable');
      this.remember({ ...open.question, status: 'failed', code: end.code });
      this.state.lastUpdated = end.timestamp;
    }
    this.state.open = undefined;
  }

  /** Whether a turn has ended here, by its own end. */
  hasEnded({ turnId, answerId }: TurnLease): boolean {
    return this.state.recent.some((message) => {
      if (message.role === 'user') return message.turn_id === turnId && message.status === 'failed' && message.code !== 'interrupted';
      return message.id === answerId && message['incomplete_reason'] !== 'interrupted';
    });
  }

  /** How many messages there are before the open question, the system prompt not counted. */
  get earlier(): number {
    return this.state.count - 1 - (this.state.system ? 1 : 0);
  }

  /** The newest closed messages, at least so many bytes of them where there are so many. */
  async recent(bytes: number): Promise<readonly Message[]> {
    const { recent } = this.state;
    if (this.held >= bytes || recent.length >= this.earlier) return recent.slice();
    return (await readState(this.file, this.size, bytes + bytesOf(this.state.open))).recent;
  }

  /** What is new since the last time is written, without waiting for the disk. */
  async keep({ parts, timestamp }: TurnNote, news: readonly AnswerPart[]): Promise<void> {
    const open = this.state.open!;
    await this.write([{ t: 'partial', id: open.answerId, parts: news, timestamp }], 'written');
    open.parts = parts;
    open.lastKept = timestamp;
  }

  async rename(title: string): Promise<void> {
    await this.write([{ t: 'update', title }], 'durable');
    this.state.title = title;
  }

  async messages({ before, limit }: MessageQuery, answering: boolean): Promise<MessagePage> {
    const derived = this.state.open && !answering ? interruptionOf(this.state.open) : undefined;
    const { count } = this.state;
    const page: Message[] = derived?.answer && (before === undefined || before > count) ? [derived.answer] : [];
    const end = before === undefined || before >= count ? this.size : await offsetOf(this.file, before, this.size);
    const tail = new Tail();
    let oldest = count;
    for await (const { record } of recordsBack(this.file, end)) {
      if (page.length >= limit) break;
      tail.add(record);
      if (record.t !== 'message' || (before !== undefined && record.n >= before)) continue;
      page.push(record.id === derived?.question.id ? derived.question : tail.shown(record));
      oldest = record.n;
    }
    return { messages: page, next: oldest > 0 ? oldest : undefined };
  }

  /** A turn that was begun under a key in the last day, however far back. */
  async findKey(key: string, now: string, answering: boolean): Promise<SeenTurn | undefined> {
    const tail = new Tail();
    const oldest = Date.parse(now) - KEY_LIFE_MS;
    for await (const { record } of recordsBack(this.file, this.size)) {
      tail.add(record);
      if (record.t !== 'message' || record.role !== 'user') continue;
      if (record.timestamp !== undefined && Date.parse(record.timestamp) < oldest) return undefined;
      if (record.key === key) return this.storedTurn(tail, answering);
    }
    return undefined;
  }

  async close(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }

  private storedTurn(tail: Tail, answering: boolean): SeenTurn | undefined {
    const record = tail.messages.at(-1)!;
    const next = tail.messages.at(-2);
    const isLast = next === undefined;
    const closing = isLast && this.state.open && !answering ? interruptionOf(this.state.open) : undefined;
    const question = closing?.question ?? tail.shown(record);
    const answer = closing?.answer ?? (next?.role === 'assistant' ? tail.shown(next) : undefined);
    if (question.role !== 'user') return undefined;
    const turn = { turnId: question.turn_id ?? '', question, ...(answer?.role === 'assistant' ? { answer } : {}) };
    return { turn, fingerprint: record.fingerprint ?? '', isLast: isLast && !closing?.answer };
  }

  /** The last question, which failed before any text, under a new turn: it is not written twice. */
  private async askAgain(question: UserMessage, turnId: string, answerId: string): Promise<void> {
    const { status: _status, code: _code, ...asked } = question;
    await this.write([{ t: 'retry', id: question.id, turn_id: turnId, answer_id: answerId }], 'durable');
    const { recent } = this.state;
    if (recent.at(-1)?.id === question.id) this.held -= recent.pop()!.content.length;
    this.state.open = { turnId, answerId, question: { ...asked, turn_id: turnId }, parts: [] };
  }

  private remember(...messages: Message[]): void {
    const { recent } = this.state;
    recent.push(...messages);
    this.held = lengthOf(recent);
    while (recent.length > 2 && this.held > RECENT_BYTES) this.held -= recent.shift()!.content.length;
  }

  /** What the tail must say again, because the file's head does not: so a turn's cost does not grow with the chat. */
  private carried(model: string | undefined): ChatRecord[] {
    const { title, firstTitle, damaged } = this.state;
    if (title === firstTitle && model === undefined && !damaged) return [];
    return [{ t: 'update', title, ...(model === undefined ? {} : { model }), ...(damaged ? { damaged } : {}) }];
  }

  private async write(records: readonly ChatRecord[], wish: 'durable' | 'written'): Promise<void> {
    if (this.refusal !== undefined) throw this.refusal;
    const bytes = Buffer.from(records.map(lineOf).join(''));
    try {
      this.bytes = await append(this.file, this.bytes, bytes, wish);
    } catch (error) {
      if (!(error instanceof AppendError)) throw error;
      this.broken ||= error.broken;
      throw error.cause;
    }
  }
}
