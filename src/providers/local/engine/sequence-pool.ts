import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { waitFor } from '../../waiting.js';

interface Place {
  readonly sequence: LlamaContextSequence;
  lastUsed: number;
}

/** Places in the model's memory, one for each answer at a time. What a place holds of a chat is reused by the chat's next turn. */
export class SequencePool {
  private readonly free: Place[];
  private readonly waiting: ((place: Place) => void)[] = [];
  private uses = 0;

  constructor(sequences: readonly LlamaContextSequence[]) {
    this.free = sequences.map((sequence) => ({ sequence, lastUsed: 0 }));
  }

  get isFull(): boolean {
    return this.free.length === 0;
  }

  /** Lends a place to `work`; who finds none free waits, in order of arrival. */
  async lend<T>(tokens: readonly Token[], signal: AbortSignal, work: (sequence: LlamaContextSequence) => Promise<T>): Promise<T> {
    const place = this.isFull ? await this.wait(signal) : this.take(tokens);
    try {
      return await work(place.sequence);
    } finally {
      place.lastUsed = ++this.uses;
      this.giveBack(place);
    }
  }

  private async wait(signal: AbortSignal): Promise<Place> {
    let given = (_place: Place): void => undefined;
    const place = new Promise<Place>((resolve) => this.waiting.push((given = resolve)));
    try {
      return await waitFor(place, signal);
    } catch (error) {
      const position = this.waiting.indexOf(given);
      if (position >= 0) this.waiting.splice(position, 1);
      else this.giveBack(await place);
      throw error;
    }
  }

  private giveBack(place: Place): void {
    const next = this.waiting.shift();
    if (next) next(place);
    else this.free.push(place);
  }

  /** The longest common beginning, where at least half of what is held stays of use; else the one not used for longest. */
  private take(tokens: readonly Token[]): Place {
    const known = this.free.map((place) => ({ place, common: commonLength(place.sequence.contextTokens, tokens) }));
    const useful = known.filter(({ place, common }) => common > 0 && common * 2 >= place.sequence.nextTokenIndex);
    const best = useful.toSorted((a, b) => b.common - a.common)[0] ?? known.toSorted((a, b) => a.place.lastUsed - b.place.lastUsed)[0]!;
    this.free.splice(this.free.indexOf(best.place), 1);
    return best.place;
  }
}

export function commonLength(held: readonly Token[], wanted: readonly Token[]): number {
  const different = held.findIndex((token, index) => token !== wanted[index]);
  return different < 0 ? held.length : different;
}
