/** What a model's detokenizer puts where bytes are no character (yet). */
const REPLACEMENT = '\uFFFD';
const LONGEST_CHARACTER = 4;
const CONTEXT = 8;

/** Turns tokens into text. A character may span tokens: it is held back until it is whole. */
export class TokenText<T> {
  private pending: T[] = [];
  private before: T[] = [];

  constructor(private readonly detokenize: (tokens: readonly T[], before: readonly T[]) => string) {}

  push(token: T): string {
    this.pending.push(token);
    const text = this.detokenize(this.pending, this.before);
    if (!text.endsWith(REPLACEMENT)) return this.take(this.pending.length);
    // No character has this many tokens: the first of them never becomes one.
    return this.pending.length < LONGEST_CHARACTER ? '' : this.take(1);
  }

  /** What is still held back, at the end. */
  rest(): string {
    return this.take(this.pending.length);
  }

  private take(count: number): string {
    const taken = this.pending.splice(0, count);
    const text = taken.length === 0 ? '' : this.detokenize(taken, this.before);
    this.before = [...this.before, ...taken].slice(-CONTEXT);
    return text;
  }
}
