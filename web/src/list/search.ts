import { computed, signal } from '@preact/signals';
import { isAbort } from '../api/fault';
import { type Chat, type ChatPage, countOf } from './chat';
import type { Clock } from './clock';
import { extended } from './merge';
import { hasAll, wordsOf } from './marked';

const PAUSE_MS = 200;
const SLOW_MS = 400;
const ANNOUNCE_MS = 500;

export interface SearchQuery {
  readonly q: string;
  readonly cursor?: string;
  /** All that are left, not a page of them. */
  readonly isAll?: boolean;
}

export interface SearchEffects {
  read(query: SearchQuery, signal: AbortSignal): Promise<ChatPage>;
  announce(sentence: string): void;
}

export interface Results {
  readonly q: string;
  readonly words: readonly string[];
  readonly chats: readonly Chat[];
  readonly next: string | null;
}

/** Asks the server for the chats that hold some words, a moment after the last key; an older request is aborted. */
export class Search {
  readonly text = signal('');
  readonly results = signal<Results | undefined>(undefined);
  readonly isSlow = signal(false);
  readonly fault = signal<unknown>(undefined);
  /** Whether the list shows results, or is about to, instead of all chats. */
  readonly isOn = computed(() => wordsOf(this.text.value).length > 0);
  private running = new AbortController();
  private typedAt = 0;
  private cancels: (() => void)[] = [];
  private loading: Promise<void> | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly effects: SearchEffects,
  ) {}

  type(text: string): void {
    const isSame = wordsOf(text).join(' ') === wordsOf(this.text.peek()).join(' ');
    this.text.value = text;
    if (isSame) return;
    this.typedAt = this.clock.now();
    this.stop();
    if (this.isOn.peek()) this.cancels.push(this.clock.after(PAUSE_MS, () => void this.ask()));
    else this.results.value = undefined;
  }

  clear(): void {
    this.type('');
  }

  /** Asks now, whether or not there was a pause. */
  async ask(): Promise<void> {
    this.stop();
    const { signal } = this.running;
    const q = this.text.peek().trim();
    this.cancels.push(this.clock.after(SLOW_MS, () => (this.isSlow.value = true)));
    try {
      const { chats, next } = await this.effects.read({ q }, signal);
      if (signal.aborted) return;
      this.stop();
      this.results.value = { q, words: wordsOf(q), chats: titlesFirst(chats, wordsOf(q)), next };
      this.announceLater();
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.stop();
      this.fault.value = error;
    }
  }

  /** Loads the next page of results, or all that are left. They stand behind the others: nothing that was read moves. */
  more(isAll = false): Promise<void> {
    this.loading ??= this.readNext(isAll).finally(() => (this.loading = undefined));
    return this.loading;
  }

  /** "4 chats with “backup”"; more while pages are left. */
  countWords(count: number): string {
    const { q, next } = this.results.value ?? { q: '', next: null };
    return `${next === null ? '' : 'more than '}${countOf(count)} with “${q}”`;
  }

  private async readNext(isAll: boolean): Promise<void> {
    const before = this.results.peek();
    if (!before || before.next === null) return;
    const { signal } = this.running;
    try {
      const { chats, next } = await this.effects.read({ q: before.q, cursor: before.next, isAll }, signal);
      if (this.results.peek() === before) this.results.value = { ...before, chats: extended(before.chats, titlesFirst(chats, before.words)), next };
    } catch (error) {
      if (!isAbort(error)) this.fault.value = error;
    }
  }

  private announceLater(): void {
    const results = this.results.peek();
    if (!results) return;
    const { chats, next } = results;
    const found = chats.length === 0 ? 'No chats found.' : `${next === null ? '' : 'More than '}${countOf(chats.length)} found.`;
    this.cancels.push(this.clock.after(Math.max(0, this.typedAt + ANNOUNCE_MS - this.clock.now()), () => this.effects.announce(found)));
  }

  /** Nothing that was asked before counts any more. */
  private stop(): void {
    this.running.abort();
    this.running = new AbortController();
    for (const cancel of this.cancels.splice(0)) cancel();
    this.isSlow.value = false;
    this.fault.value = undefined;
  }
}

/** Chats with all words in their titles, then those with words in their texts; the server's order within both. */
function titlesFirst(chats: readonly Chat[], words: readonly string[]): readonly Chat[] {
  const isByTitle = ({ title }: Chat): boolean => hasAll(title, words);
  return [...chats.filter(isByTitle), ...chats.filter((chat) => !isByTitle(chat))];
}
