import { batch, computed, signal } from '@preact/signals';
import { api, type ChatSummary, type History } from '../api/client';
import { Fault, isAbort, sentenceOf, Unreachable } from '../api/fault';
import type { TurnEvent, TurnEvents } from '../api/turn-events';
import { reachable } from '../state/reachable';
import { when } from '../state/when';
import { begun, grown, type LiveTurn } from './live-turn';
import { steadyEvents } from './steady-events';
import { endOf, type EndedAnswer, messagesIn, type Turn, turnsOf } from './turn';

/** `missing`: no such chat yet; `deleted`: it was there while this page showed it; `unreadable`: `problem` says why. */
type Phase = 'loading' | 'ready' | 'missing' | 'deleted' | 'unreadable';

/** A history that does not come in this time counts as no answer of the server. */
const LONGEST_MS = 60_000;

const FOLLOWS_LIST: ReadonlySet<Phase> = new Set(['ready', 'missing']);

export type TurnStart = Extract<TurnEvent, { type: 'turn-start' }>;

/** A chat as this tab shows it: its turns from the history, the one being answered from events alone. */
export class OpenConversation {
  readonly phase = signal<Phase>('loading');
  readonly problem = signal('');
  readonly title = signal('');
  readonly turns = signal<readonly Turn[]>([]);
  readonly live = signal<LiveTurn | undefined>(undefined);
  /** True while the connection of the answer is gone and not yet back. */
  readonly isLost = signal(false);
  readonly isStopping = signal(false);
  readonly isAnswering = computed(() => this.turns.value.length > 0 && this.turns.value.at(-1)?.answer === undefined);
  /** Told once for every end of an answer that was followed here. */
  onEnd: (answer: EndedAnswer) => void = () => undefined;
  private readonly leaving = new AbortController();
  private following = new AbortController();
  private loaded: Promise<void> = Promise.resolve();
  /** Messages that are no turns: the system prompt. */
  private others = 1;

  constructor(readonly chatId: string) {}

  /** There cannot be such a chat yet: its id was made for it just now. */
  isNew(): void {
    this.phase.value = 'missing';
  }

  /** Another place has deleted it; its text stays while it is shown. */
  isDeleted(): void {
    if (this.phase.peek() !== 'ready') return;
    this.following.abort();
    this.phase.value = 'deleted';
  }

  /** The list has heard of it: what another place has asked is loaded, unless this tab follows an answer anyway. */
  async isKnownAs({ answering, message_count }: ChatSummary): Promise<void> {
    const isBehind = answering || message_count > this.others + messagesIn(this.turns.peek());
    if (isBehind && FOLLOWS_LIST.has(this.phase.peek()) && !this.isAnswering.peek()) await this.load();
  }

  /** The history anew, then the running answer, if there is one. */
  load(): Promise<void> {
    return (this.loaded = this.readHistory());
  }

  /** Leaves the chat; its answer goes on at the server. */
  close(): void {
    this.leaving.abort();
    this.following.abort();
  }

  /** Shows the answer to a question of this tab from the events that it has brought. */
  async adopt(question: string, start: TurnStart, rest: TurnEvents): Promise<void> {
    await this.loaded;
    if (this.leaving.signal.aborted) return rest.close();
    const id = start.data.user_message_id;
    batch(() => {
      this.phase.value = 'ready';
      this.title.value = start.data.title;
      if (this.turns.peek().some((turn) => turn.id === id)) this.replace(id, undefined);
      else this.turns.value = [...this.turns.peek(), { id, question, askedAt: new Date().toISOString() }];
      this.live.value = begun(start, performance.now());
    });
    void this.follow(rest);
  }

  /** Ends the running answer; what has arrived of it is kept. Throws why it could not. */
  async stop(): Promise<void> {
    this.isStopping.value = true;
    try {
      await api.POST('/chat/stop/{chat_id}', { params: { path: { chat_id: this.chatId } } });
    } catch (error) {
      this.isStopping.value = false;
      throw error;
    }
  }

  private async readHistory(): Promise<void> {
    try {
      this.show(await this.history());
    } catch (error) {
      if (!isAbort(error)) this.fail(error);
    }
  }

  private show(history: History): void {
    batch(() => {
      this.phase.value = 'ready';
      this.title.value = history.title;
      this.turns.value = turnsOf(history.messages, history.answering);
      this.others = history.message_count - messagesIn(this.turns.value);
      this.live.value = undefined;
      this.isLost.value = false;
      this.isStopping.value = false;
    });
    if (history.answering) void this.follow();
  }

  /** Waits for a server that is away. */
  private async history(): Promise<History> {
    const { signal } = this.leaving;
    for (;;) {
      try {
        const { data } = await api.GET('/chat/history/{chat_id}', { params: { path: { chat_id: this.chatId } }, signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]) });
        if (data) return data.history;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        await when(() => reachable.state.value !== 'away', signal);
      }
    }
  }

  private fail(error: unknown): void {
    const isGone = error instanceof Fault && error.code === 'chat_not_found';
    const wasThere = this.turns.peek().length > 0;
    batch(() => {
      this.phase.value = isGone ? (wasThere ? 'deleted' : 'missing') : 'unreadable';
      this.problem.value = sentenceOf(error);
      this.live.value = undefined;
    });
  }

  /** Follows the answer until it has ended or this chat is left; whoever followed before ends. */
  private async follow(first?: TurnEvents): Promise<void> {
    this.following.abort();
    this.following = new AbortController();
    const { signal } = this.following;
    const follower = { chatId: this.chatId, signal, lastEventId: () => this.live.peek()?.lastEventId, onLost: (isLost: boolean) => void (this.isLost.value = isLost) };
    try {
      for await (const event of steadyEvents(follower, first)) if (signal.aborted || !this.apply(event)) break;
    } catch (error) {
      if (error instanceof Fault && error.code === 'chat_not_found') return this.fail(error);
    }
    // Nothing more is told, or what is told does not fit what is shown: the history knows.
    if (!signal.aborted && this.isAnswering.peek()) await this.load();
  }

  /** False when it does not fit what is shown. */
  private apply(event: TurnEvent): boolean {
    if (event.type === 'turn-start') return this.start(event);
    if (event.type === 'turn-end') return this.end(endOf({ answer: event.data }));
    if (event.type === 'turn-error') return this.end(endOf({ problem: event.data }));
    const live = this.live.peek();
    const next = live && grown(live, event, performance.now());
    if (next) this.live.value = next;
    return next !== undefined;
  }

  /** A turn from its beginning. Of a question that another place has asked meanwhile nothing is shown yet. */
  private start(event: TurnStart): boolean {
    if (this.turns.peek().at(-1)?.id !== event.data.user_message_id) return false;
    this.live.value = begun(event, performance.now());
    return true;
  }

  private end(told: EndedAnswer): boolean {
    const live = this.live.peek();
    if (!live) return false;
    const isDeleted = told.code === 'chat_deleted';
    // The server keeps nothing of it any more; this page does, until it is left.
    const answer: EndedAnswer = isDeleted && live.text !== '' ? { ...told, state: 'cut', text: live.text, reasoning: live.reasoning } : told;
    batch(() => {
      this.replace(live.questionId, answer);
      if (isDeleted) this.phase.value = 'deleted';
      this.live.value = undefined;
      this.isLost.value = false;
      this.isStopping.value = false;
    });
    this.onEnd(answer);
    return true;
  }

  private replace(id: string, answer: EndedAnswer | undefined): void {
    this.turns.value = this.turns.peek().map((turn) => (turn.id === id ? { ...turn, answer } : turn));
  }
}
