import { signal } from '@preact/signals';
import type { Chat } from './chat';

/** Of a chat's newest answer: it is being written, it ended unseen, it was seen. */
type Mark = 'running' | 'new' | 'seen';

/** So many are remembered. */
const MOST = 300;

/** Where the marks are kept between visits, for every tab of this browser. */
export interface MarkStorage {
  read(): unknown;
  write(marks: unknown): void;
}

/** Which answers have ended while nobody looked at their chat; remembered by this browser, over a reload too. */
export class AnswerMarks {
  readonly unseen = signal<ReadonlySet<string>>(new Set());

  constructor(private readonly storage: MarkStorage) {
    this.reread();
  }

  /** Takes over what another tab has noted. */
  reread(): void {
    this.show(this.marks());
  }

  /** Looks through chats as the server tells them; answers those whose answers have just ended unseen. `watched` is looked at. */
  note(chats: readonly Chat[], watched: string | undefined): readonly Chat[] {
    const marks = this.marks();
    const before = JSON.stringify([...marks]);
    const ended: Chat[] = [];
    for (const chat of chats) {
      if (chat.answering) marks.set(chat.id, 'running');
      else if (marks.get(chat.id) === 'running') {
        marks.set(chat.id, 'new');
        if (chat.id !== watched) ended.push(chat);
      }
    }
    if (watched !== undefined && marks.get(watched) === 'new') marks.set(watched, 'seen');
    if (JSON.stringify([...marks]) !== before) this.write(marks);
    return ended;
  }

  /** The chat is looked at. */
  see(id: string): void {
    this.note([], id);
  }

  forget(ids: readonly string[]): void {
    const marks = this.marks();
    const count = marks.size;
    for (const id of ids) marks.delete(id);
    if (marks.size !== count) this.write(marks);
  }

  private marks(): Map<string, Mark> {
    const kept = this.storage.read();
    return new Map(Array.isArray(kept) ? kept.filter(isEntry) : []);
  }

  private write(marks: Map<string, Mark>): void {
    const newest = [...marks].slice(-MOST);
    this.storage.write(newest);
    this.show(new Map(newest));
  }

  private show(marks: ReadonlyMap<string, Mark>): void {
    this.unseen.value = new Set([...marks].filter(([, mark]) => mark === 'new').map(([id]) => id));
  }
}

const isEntry = (entry: unknown): entry is [string, Mark] => Array.isArray(entry) && typeof entry[0] === 'string' && ['running', 'new', 'seen'].includes(String(entry[1]));
