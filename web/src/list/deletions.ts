import { signal } from '@preact/signals';
import type { Clock } from './clock';

const UNDO_MS = 10_000;
/** So many requests at once; the page needs connections for other things. */
const AT_ONCE = 4;

export interface Named {
  readonly id: string;
  readonly title: string;
}

export interface Refused {
  readonly chats: readonly Named[];
  readonly error: unknown;
}

/** What deleting does to the rest of the page. */
export interface DeletionEffects {
  /** Asks the server; `keepalive` when the page is being left. Throws what it refuses. */
  send(id: string, keepalive: boolean): Promise<void>;
  hide(ids: readonly string[]): void;
  unhide(ids: readonly string[]): void;
  drop(ids: readonly string[]): void;
  announce(sentence: string): void;
}

/** Deletions that can be undone: the rows go at once, the requests wait, and go out when the page is left or the next deletion begins. */
export class Deletions {
  /** What can be taken back. */
  readonly pending = signal<readonly Named[] | undefined>(undefined);
  readonly refused = signal<Refused | undefined>(undefined);
  private readonly holds = new Set<string>();
  private cancel: (() => void) | undefined;
  private left = 0;
  private since = 0;

  constructor(
    private readonly clock: Clock,
    private readonly effects: DeletionEffects,
  ) {}

  begin(chats: readonly Named[]): void {
    if (chats.length === 0) return;
    this.flush();
    this.refused.value = undefined;
    this.effects.hide(idsOf(chats));
    this.pending.value = chats;
    this.left = UNDO_MS;
    this.run();
    this.effects.announce(`${deletedWords(chats, '')}. Undo with Control Z.`);
  }

  /** Puts them back and answers which; only some of them, when only those come back by themselves. */
  undo(only?: string): readonly Named[] {
    const pending = this.pending.peek() ?? [];
    const back = pending.filter(({ id }) => only === undefined || id === only);
    const rest = pending.filter(({ id }) => only !== undefined && id !== only);
    this.effects.unhide(idsOf(back));
    this.pending.value = rest.length > 0 ? rest : undefined;
    if (rest.length === 0) this.pause();
    return back;
  }

  /** The time to undo stands still until every hold is released. */
  hold(reason: string): void {
    this.holds.add(reason);
    this.pause();
  }

  release(reason: string): void {
    if (this.holds.delete(reason)) this.run();
  }

  /** The requests go out now; all at once when the page is being left. */
  flush(isLeaving = false): void {
    const chats = this.pending.peek();
    this.pause();
    this.pending.value = undefined;
    if (chats) void this.sendAll(chats, isLeaving);
  }

  private run(): void {
    this.cancel?.();
    this.cancel = undefined;
    if (!this.pending.peek() || this.holds.size > 0) return;
    this.since = this.clock.now();
    this.cancel = this.clock.after(this.left, () => this.flush());
  }

  private pause(): void {
    if (!this.cancel) return;
    this.cancel();
    this.cancel = undefined;
    this.left -= this.clock.now() - this.since;
  }

  private async sendAll(chats: readonly Named[], isLeaving: boolean): Promise<void> {
    const refused: Refused[] = [];
    const rest = [...chats];
    const sendNext = async (): Promise<void> => {
      for (let chat = rest.shift(); chat; chat = rest.shift()) {
        const error = await this.errorOf(chat, isLeaving);
        if (error === undefined) this.effects.drop([chat.id]);
        else refused.push({ chats: [chat], error });
      }
    };
    await Promise.all(Array.from({ length: isLeaving ? chats.length : AT_ONCE }, sendNext));
    if (refused.length > 0) this.refuse({ chats: refused.flatMap(({ chats }) => chats), error: refused[0]?.error });
  }

  private async errorOf({ id }: Named, isLeaving: boolean): Promise<unknown> {
    try {
      await this.effects.send(id, isLeaving);
      return undefined;
    } catch (error) {
      return error ?? new Error('refused');
    }
  }

  private refuse(refused: Refused): void {
    this.effects.unhide(idsOf(refused.chats));
    this.refused.value = refused;
  }
}

const idsOf = (chats: readonly Named[]): readonly string[] => chats.map(({ id }) => id);

/** "Deleted “Letter to the landlord”", "Deleted 4 chats"; without quotes where it is spoken. */
export function deletedWords(chats: readonly Named[], quotes: '“”' | ''): string {
  const [first] = chats;
  if (chats.length !== 1 || !first) return `Deleted ${chats.length.toLocaleString('en')} chats`;
  return `Deleted ${quotes.slice(0, 1)}${first.title}${quotes.slice(1)}`;
}
