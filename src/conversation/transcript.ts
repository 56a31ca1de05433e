import type { AnswerPart } from './chat.js';

/** Text is kept in blocks of about this many characters, so that reading the newest place never copies the whole answer. */
const BLOCK_LENGTH = 4096;

/**
 * An answer that grows. Its places are counted in UTF-16 units over all parts in order, so "everything after place n" is a
 * slice. U+0000 is dropped, a lone surrogate becomes U+FFFD, and the first half of a pair is held back until the other comes.
 */
export class Transcript {
  private readonly blocks: { type: AnswerPart['type']; text: string; start: number }[] = [];
  private held: AnswerPart | undefined;
  private size = 0;
  private utf8 = 0;

  /** How far the answer has got. */
  get length(): number {
    return this.size;
  }

  /** How many bytes of UTF-8 it takes. */
  get bytes(): number {
    return this.utf8;
  }

  append(type: AnswerPart['type'], delta: string): void {
    let text = delta.includes('\0') ? delta.replaceAll('\0', '') : delta;
    if (text === '') return;
    if (this.held) {
      if (this.held.type === type) text = this.held.text + text;
      else this.add(this.held.type, '\uFFFD');
      this.held = undefined;
    }
    const last = text.charCodeAt(text.length - 1);
    if (last >= 0xd800 && last <= 0xdbff) {
      this.held = { type, text: text.slice(-1) };
      text = text.slice(0, -1);
    }
    if (text !== '') this.add(type, text.toWellFormed());
  }

  /** No more will come: a half that is still held back is lost. */
  end(): void {
    if (this.held) this.add(this.held.type, '\uFFFD');
    this.held = undefined;
  }

  /** What stands after a place. A place inside a surrogate pair is moved in front of it. */
  after(place: number): readonly AnswerPart[] {
    const parts: AnswerPart[] = [];
    for (let index = this.blockAt(place); index < this.blocks.length; index++) {
      const block = this.blocks[index]!;
      const text = sliceWhole(block.text, Math.max(0, place - block.start));
      const last = parts.at(-1);
      if (last?.type === block.type) parts[parts.length - 1] = { type: last.type, text: last.text + text };
      else if (text !== '') parts.push({ type: block.type, text });
    }
    return parts;
  }

  parts(): readonly AnswerPart[] {
    return this.after(0);
  }

  private add(type: AnswerPart['type'], text: string): void {
    const last = this.blocks.at(-1);
    if (last && last.type === type && last.text.length < BLOCK_LENGTH) last.text += text;
    else this.blocks.push({ type, text, start: this.size });
    this.size += text.length;
    this.utf8 += Buffer.byteLength(text);
  }

  private blockAt(place: number): number {
    let index = this.blocks.length - 1;
    while (index > 0 && this.blocks[index]!.start > place) index--;
    return Math.max(0, index);
  }
}

function sliceWhole(text: string, from: number): string {
  const code = text.charCodeAt(from);
  const insidePair = from > 0 && code >= 0xdc00 && code <= 0xdfff;
  return text.slice(insidePair ? from - 1 : from);
}
