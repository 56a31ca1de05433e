/** Cuts a text at the first of some marks. What may be the beginning of one is held back until it is clear. */
export class StopText {
  private held = '';
  /** True once a mark was met: nothing after it is text. */
  stopped = false;

  constructor(private readonly marks: readonly string[]) {}

  push(text: string): string {
    const all = this.held + text;
    const at = Math.min(...this.marks.map((mark) => all.indexOf(mark)).filter((index) => index >= 0));
    this.stopped = Number.isFinite(at);
    const end = this.stopped ? at : all.length - this.beginningOfMark(all);
    this.held = this.stopped ? '' : all.slice(end);
    return all.slice(0, end);
  }

  rest(): string {
    const rest = this.held;
    this.held = '';
    return rest;
  }

  private beginningOfMark(text: string): number {
    const longest = Math.max(0, ...this.marks.map((mark) => mark.length - 1));
    for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
      if (this.marks.some((mark) => mark.startsWith(text.slice(-length)))) return length;
    }
    return 0;
  }
}
