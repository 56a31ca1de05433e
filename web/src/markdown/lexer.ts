import { Lexer, type MarkedToken, type Token, Tokenizer, type Tokens, type TokensList } from 'marked';
import { isKnown } from './tokens';

/** Where each reference leads: the label without case, then the address. */
export type Links = TokensList['links'];

/** Quotes in quotes and lists in lists: deeper than this they are text. */
const DEEPEST = 20;
/** Marks of emphasis in one piece of text; with more of them it is not emphasis but a drawing, or an attack. */
const MOST_MARKS = 400;
/** Text is read for emphasis and links in pieces of at most so many letters, so that reading stays linear. */
const LONGEST_PIECE = 4000;

/** An underlined heading is looked for in so many letters; marked looks through the whole rest, at every line. */
const LONGEST_HEADING = 1000;

class TextTokenizer extends Tokenizer {
  override lheading(src: string): Tokens.Heading | undefined {
    return super.lheading(src.length > LONGEST_HEADING ? src.slice(0, src.lastIndexOf('\n', LONGEST_HEADING) + 1) : src);
  }

  /** Raw HTML is shown as the text it is, so a tag changes nothing about what comes after it. */
  override tag(src: string): Tokens.Tag | undefined {
    const { inLink, inRawBlock } = this.lexer.state;
    const token = super.tag(src);
    Object.assign(this.lexer.state, { inLink, inRawBlock });
    return token;
  }
}

/** Marked's lexer, with an end to its depth and to its work: no text makes it overflow the stack or take more than linear time. */
class BoundedLexer extends Lexer {
  private depth = 0;

  override blockTokens(src: string, tokens?: Token[], clipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, clipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], clipped?: boolean): Token[] {
    if (this.depth < DEEPEST) this.deeper(() => super.blockTokens(src, tokens, clipped));
    else if (src.trim() !== '') tokens.push({ type: 'text', raw: src, text: src, tokens: [textOf(src)] });
    return tokens;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    if (this.depth >= DEEPEST || tooMarked(src)) tokens.push(textOf(src));
    else for (const piece of piecesOf(src)) this.deeper(() => super.inlineTokens(piece, tokens));
    return tokens;
  }

  private deeper<T>(work: () => T): T {
    this.depth++;
    try {
      return work();
    } finally {
      this.depth--;
    }
  }
}

/** The blocks of a text whose line ends are all "\n", where these links are known. What marked gives up on stays the text it is. */
export function lex(text: string, links: Links): readonly MarkedToken[] {
  const lexer = new BoundedLexer({ gfm: true, tokenizer: new TextTokenizer() });
  Object.assign(lexer.tokens.links, links);
  try {
    return lexer.lex(text).filter(isKnown);
  } catch {
    return [{ type: 'html', raw: text, text, block: true, pre: false }];
  }
}

/** What the definitions in these blocks, and in those inside them, add to the links. The first one counts. */
export function collectLinks(tokens: readonly Token[], links: Links): void {
  for (const token of tokens.filter(isKnown)) {
    if (token.type === 'def' && !Object.hasOwn(links, token.tag)) links[token.tag] = { href: token.href, title: token.title };
    if (token.type === 'list') collectLinks(token.items, links);
    else if (token.type === 'blockquote' || token.type === 'list_item') collectLinks(token.tokens, links);
  }
}

/** Without a prototype, so that no label is there before it is defined. */
export const noLinks = (): Links => Object.create(null);

const textOf = (src: string): Tokens.Text => ({ type: 'text', raw: src, text: src, escaped: false });

function tooMarked(src: string): boolean {
  if (src.length <= MOST_MARKS) return false;
  for (const piece of piecesOf(src)) if ((piece.match(/\*+|_+|~+/g)?.length ?? 0) > MOST_MARKS) return true;
  return false;
}

/** Cut at the last white space before the limit. */
function* piecesOf(src: string): Generator<string> {
  let start = 0;
  while (src.length - start > LONGEST_PIECE) {
    const space = Math.max(src.lastIndexOf(' ', start + LONGEST_PIECE), src.lastIndexOf('\n', start + LONGEST_PIECE));
    const end = space > start ? space : start + LONGEST_PIECE;
    yield src.slice(start, end);
    start = end;
  }
  yield src.slice(start);
}
