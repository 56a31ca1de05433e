/** A message as the history shows it. */
export interface ShownMessage {
  readonly id: string;
  readonly role: string;
  readonly content: string;
  readonly status?: string;
  readonly incomplete_reason?: string;
}

export interface Acknowledged {
  readonly client: number;
  readonly question: string;
  readonly response: string;
  readonly user_message_id: string;
  readonly assistant_message_id: string;
}

/** The answer that the scripted model gives; so every text tells which question it belongs to. */
export const echoOf = (question: string): string => `Echo of ${question}`;

/** What the clients were promised, and what is wrong with what they find. */
export class Ledger {
  readonly faults: string[] = [];
  acknowledged = 0;
  private readonly turns = new Map<string, Acknowledged[]>();
  private waiting: { readonly count: number; readonly resolve: () => void } | undefined;
  private readonly asked = new Set<string>();
  private readonly removed = new Set<string>();
  private readonly seen = new Map<string, readonly ShownMessage[]>();

  /** The chats that must be there. */
  get chats(): string[] {
    return Array.from(this.turns.keys());
  }

  get gone(): string[] {
    return Array.from(this.removed);
  }

  ask(question: string): void {
    this.asked.add(question);
  }

  /** Resolves when so many more turns have been acknowledged. */
  async more(turns: number): Promise<void> {
    const count = this.acknowledged + turns;
    if (turns > 0) await new Promise<void>((resolve) => (this.waiting = { count, resolve }));
  }

  acknowledge(chat: string, turn: Acknowledged): void {
    this.acknowledged++;
    if (this.acknowledged === this.waiting?.count) this.waiting.resolve();
    this.turns.set(chat, [...(this.turns.get(chat) ?? []), turn]);
    if (turn.response !== echoOf(turn.question)) this.fault(chat, `answered ${turn.response} to ${turn.question}`);
  }

  /** Its end was begun and may have happened: nothing is expected of it any more. */
  removing(chat: string): void {
    this.turns.delete(chat);
  }

  remove(chat: string): void {
    this.removed.add(chat);
  }

  fault(chat: string, what: string): undefined {
    this.faults.push(`${chat}: ${what}`);
  }

  /** Holds what a chat shows against what was promised of it and what it showed before. */
  check(chat: string, messages: readonly ShownMessage[]): void {
    const ids = messages.map(({ id }) => id);
    if (new Set(ids).size < ids.length) this.fault(chat, 'shows an id twice');
    const places = new Map(ids.map((id, place) => [id, place]));
    for (const turn of this.turns.get(chat) ?? []) this.checkTurn(chat, turn, messages, places);
    for (const client of new Set(this.turns.get(chat)?.map((turn) => turn.client))) this.checkOrder(chat, client, places);
    messages.forEach((message, place) => this.checkMessage(chat, message, messages[place - 1]));
    const before = this.seen.get(chat) ?? [];
    if (before.some(({ id, content }, place) => messages[place]?.id !== id || messages[place].content !== content)) this.fault(chat, 'does not begin with what it showed before');
    this.seen.set(chat, messages);
  }

  private checkTurn(chat: string, { question, response, user_message_id, assistant_message_id }: Acknowledged, messages: readonly ShownMessage[], places: ReadonlyMap<string, number>): void {
    const place = places.get(user_message_id);
    if (place === undefined) return this.fault(chat, `lost the question ${question}`);
    const [asked, answer] = [messages[place]!, messages[place + 1]];
    if (asked.content !== question || asked.status === 'failed') this.fault(chat, `changed the question ${question}`);
    if (answer?.id !== assistant_message_id) this.fault(chat, `lost the answer to ${question}`);
    else if (answer.content !== response || answer.status === 'incomplete') this.fault(chat, `changed the answer to ${question}`);
    if (messages.filter(({ content }) => content === response).length !== 1) this.fault(chat, `does not have the answer to ${question} once`);
  }

  private checkOrder(chat: string, client: number, places: ReadonlyMap<string, number>): void {
    const order = this.turns.get(chat)!.filter((turn) => turn.client === client).map((turn) => places.get(turn.user_message_id) ?? 0);
    if (order.some((place, index) => index > 0 && place <= order[index - 1]!)) this.fault(chat, 'has its turns in another order');
  }

  /** Also what was never acknowledged is a question that was asked, once, or what there is of the answer to it. */
  private checkMessage(chat: string, { role, content, incomplete_reason }: ShownMessage, before: ShownMessage | undefined): void {
    if ((role === 'system') !== (before === undefined)) this.fault(chat, 'does not begin with its system prompt');
    if (role === 'user' && !this.asked.has(content)) this.fault(chat, `has a question that nobody asked: ${content}`);
    if (role !== 'assistant') return;
    const whole = echoOf(before?.content ?? '');
    const isPart = incomplete_reason === 'interrupted' && content !== '' && whole.startsWith(content);
    if (before?.role !== 'user' || (content !== whole && !isPart)) this.fault(chat, `has an answer that nobody gave: ${content}`);
  }
}
