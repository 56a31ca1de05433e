import type { MarkedToken, Token } from 'marked';
import { decodeEntities } from './entities';

/** No extension of marked adds tokens of its own, so they are all of its own kinds. */
export const isKnown = (token: Token): token is MarkedToken => typeof token.type === 'string';

/** The words of inline tokens, as they are read: without marks, with the letters that references stand for. */
export function wordsOf(tokens: readonly Token[]): string {
  return tokens.filter(isKnown).map(wordOf).join('');
}

function wordOf(token: MarkedToken): string {
  switch (token.type) {
    case 'text':
      return textOf(token);
    case 'escape':
    case 'codespan':
      return token.text;
    case 'br':
      return '\n';
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
    case 'image':
      return wordsOf(token.tokens);
    default:
      return token.raw;
  }
}

/** The letters of a piece of text. Marked has decoded a part of `text`; `raw` is as it was written. */
export const textOf = ({ raw, escaped }: { readonly raw: string; readonly escaped?: boolean | undefined }): string => (escaped === true ? raw : decodeEntities(raw));
