import type { JSX } from 'preact';
import { marked } from './marked';

/** A text in which found words are marked. */
export const Marked = ({ text, words }: { readonly text: string; readonly words: readonly string[] }): JSX.Element => (
  <>{words.length === 0 ? text : marked(text, words).map((piece, place) => (piece.isFound ? <mark key={place}>{piece.text}</mark> : piece.text))}</>
);
