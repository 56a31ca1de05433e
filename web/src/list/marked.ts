import { foundIn, wordsOf } from '../../../src/conversation/search';

export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

/** A text in pieces, the words of a search marked: by the very rule by which the server finds them. */
export function marked(text: string, words: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { from, to } of foundIn(text, words)) {
    if (from > end) pieces.push({ text: text.slice(end, from), isFound: false });
    if (to > end) pieces.push({ text: text.slice(Math.max(from, end), to), isFound: true });
    end = Math.max(end, to);
  }
  return end < text.length ? [...pieces, { text: text.slice(end), isFound: false }] : pieces;
}

export const hasAll = (text: string, words: readonly string[]): boolean => words.every((word) => !foundIn(text, [word]).next().done);

export { wordsOf };
