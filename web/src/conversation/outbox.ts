import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { Fault, isAbort, Unreachable } from '../api/fault';
import { randomId } from '../api/random-id';
import type { TurnEvents } from '../api/turn-events';
import { postQuestion } from '../api/turns';
import { reachable } from '../state/reachable';
import { store, stored, storedNames } from '../state/stored';
import { delay, when } from '../state/when';
import { rememberKey } from './asked-keys';
import type { TurnStart } from './open-conversation';

/** A question that is not yet acknowledged, as this browser keeps it. */
export interface Unsent {
  /** Its Idempotency-Key: however often it is sent, it is asked once. */
  readonly key: string;
  readonly chatId: string;
  readonly message: string;
  readonly askedAt: string;
  /** Whether it begins its chat. */
  readonly begins: boolean;
}

/** `sending`: on its way or waiting at the server; `unsent`: the server is away; `refused-for-now`: again in some seconds. */
export type Delivery = { readonly state: 'sending'; readonly since: number } | { readonly state: 'unsent' } | { readonly state: 'refused-for-now'; readonly seconds: number };

const PREFIX = 'outbox:';
const AGAIN_MS = 500;
const LATER_SECONDS = 5;
/** Refusals that pass by themselves. */
const FOR_NOW: ReadonlySet<string> = new Set(['server_busy', 'shutting_down', 'provider_busy']);

/** What becomes of a question; told once. */
export interface Outcomes {
  accepted(question: Unsent, start: TurnStart, rest: TurnEvents): void;
  refused(question: Unsent, fault: Fault): void;
  settledElsewhere(question: Unsent): void;
}

/** Questions on their way. Each is kept in this browser and sent again, under its key, until it has an outcome. */
export class Outbox {
  private readonly deliveries = signal<ReadonlyMap<string, { readonly question: Unsent; readonly delivery: Delivery }>>(new Map());
  private readonly signals = new Map<string, AbortController>();

  constructor(private readonly outcomes: Outcomes) {}

  /** Goes on with what an earlier page has left; what another tab settles is not sent any more. */
  resume(): void {
    addEventListener('storage', ({ key, newValue }) => newValue === null && this.settle(key?.slice(PREFIX.length) ?? ''));
    for (const name of storedNames(PREFIX)) {
      const question = stored(name);
      if (isUnsent(question)) void this.deliver(question);
      else store(name, undefined);
    }
  }

  send(chatId: string, message: string, begins: boolean, key = randomId()): void {
    const question = { key, chatId, message, askedAt: new Date().toISOString(), begins };
    store(PREFIX + key, question);
    void this.deliver(question);
  }

  /** What is on its way to a chat. */
  of(chatId: string): ReadonlySignal<readonly { readonly question: Unsent; readonly delivery: Delivery }[]> {
    return computed(() => Array.from(this.deliveries.value.values()).filter(({ question }) => question.chatId === chatId));
  }

  /** Ends the sending of a question. One that the server has taken meanwhile shows up in its chat. */
  takeBack(question: Unsent): void {
    this.signals.get(question.key)?.abort();
    this.forget(question);
  }

  private async deliver(question: Unsent): Promise<void> {
    const { signal: taken } = this.begin(question);
    while (!taken.aborted) {
      try {
        this.tell(question, { state: 'sending', since: performance.now() });
        const events = await postQuestion(question.chatId, question.message, question.key, taken);
        const start = await events.next();
        if (start?.type !== 'turn-start') throw new Unreachable();
        rememberKey(start.data.user_message_id, question.key);
        this.forget(question);
        return this.outcomes.accepted(question, start, events);
      } catch (error) {
        if (isAbort(error) || taken.aborted) return;
        if (error instanceof Fault && !FOR_NOW.has(error.code)) {
          this.forget(question);
          return this.outcomes.refused(question, error);
        }
        await this.waitAfter(error, question, taken).catch(() => undefined);
      }
    }
  }

  private async waitAfter(error: unknown, question: Unsent, taken: AbortSignal): Promise<void> {
    if (error instanceof Fault && error.code !== 'shutting_down') {
      for (let seconds = error.retryAfter ?? LATER_SECONDS; seconds > 0; seconds--) {
        this.tell(question, { state: 'refused-for-now', seconds });
        await delay(1000, taken);
      }
      return;
    }
    this.tell(question, { state: 'unsent' });
    await delay(AGAIN_MS, taken);
    await when(() => reachable.state.value !== 'away', taken);
  }

  private settle(key: string): void {
    const found = this.deliveries.peek().get(key);
    if (!found) return;
    this.takeBack(found.question);
    this.outcomes.settledElsewhere(found.question);
  }

  private begin(question: Unsent): AbortController {
    const controller = new AbortController();
    this.signals.get(question.key)?.abort();
    this.signals.set(question.key, controller);
    return controller;
  }

  private tell(question: Unsent, delivery: Delivery): void {
    this.deliveries.value = new Map(this.deliveries.peek()).set(question.key, { question, delivery });
  }

  private forget({ key }: Unsent): void {
    store(PREFIX + key, undefined);
    const left = new Map(this.deliveries.peek());
    left.delete(key);
    this.deliveries.value = left;
    this.signals.delete(key);
  }
}

const isUnsent = (value: unknown): value is Unsent => typeof value === 'object' && value !== null && ['key', 'chatId', 'message', 'askedAt'].every((name) => name in value && typeof Reflect.get(value, name) === 'string');
