import type { MarkedToken, Tokens } from 'marked';
import { collectLinks, lex, type Links, noLinks } from './lexer';

/** A block at the top of an answer. Once it is finished it is this very object for ever, so nothing has to be rendered again. */
export interface Block {
  readonly token: MarkedToken;
  /** For a heading the level it is shown at (3 to 6), for another block the level a heading inside it gets. */
  readonly level: number;
}

export interface Blocks {
  readonly finished: readonly Block[];
  /** What may still change: most of the time one block, or none. */
  readonly unfinished: readonly Block[];
}

/** How much is read at a time, and how long a list, a quotation or a paragraph may get before it is cut in two. */
const STEP = 8_000;
const LONGEST = 16_000;
const LONGEST_INDENTED = 32_000;
const CAN_BE_CUT: ReadonlySet<string> = new Set(['list', 'blockquote', 'paragraph']);

/** Reads a growing text. Only what comes after the last finished block is read again. */
export class BlockReader {
  private text = '';
  /** Where the first unfinished block begins. */
  private start = 0;
  private finished: Block[] = [];
  private depths: readonly number[] = [];
  private readonly links: Links = noLinks();

  constructor(links: Links = noLinks()) {
    Object.assign(this.links, links);
  }

  /** The blocks of a text that is still being written; a text that does not go on from the one before is read afresh. */
  read(text: string): Blocks {
    const lines = withPlainLineEnds(text);
    if (!lines.startsWith(this.text)) this.forget();
    this.text = lines;
    this.finishWhatIsSure();
    const rest = withoutUndecidedLine(lines.slice(this.start));
    return { finished: this.finished, unfinished: levelled(lex(rest, this.links), this.depths).blocks };
  }

  /** The blocks of a text that has ended: those of reading it at once, the same objects where they are the same. */
  end(text: string): Blocks {
    const whole = blocksOf(text);
    const kept = whole.map((block, index) => (isSame(this.finished[index], block) ? this.finished[index] ?? block : block));
    return { finished: kept, unfinished: [] };
  }

  /** Reads all that is there and reports what is known to be finished, and the links it has found. */
  readWhole(text: string): { readonly blocks: readonly Block[]; readonly links: Links } {
    this.text = withPlainLineEnds(text);
    this.finishWhatIsSure();
    const rest = lex(this.text.slice(this.start), this.links);
    collectLinks(rest, this.links);
    return { blocks: [...this.finished, ...levelled(rest, this.depths).blocks], links: this.links };
  }

  private forget(): void {
    this.start = 0;
    this.finished = [];
    this.depths = [];
    for (const label of Object.keys(this.links)) delete this.links[label];
  }

  private finishWhatIsSure(): void {
    const sure = sureEnd(this.text, this.start);
    for (let size = STEP; this.start < sure; ) {
      const end = lineEnd(this.text, this.start + size, sure);
      const window = this.text.slice(this.start, end);
      const tokens = lex(window, this.links);
      const taken = this.keep(tokens.slice(0, finishedCount(tokens))) || this.cut(window, tokens);
      this.start += taken;
      if (taken > 0) size = STEP;
      else if (end < sure) size *= 2;
      else return;
    }
  }

  /** A block that goes on for longer than any reader wants is cut at the beginning of a line: reading it again and again would take too long. */
  private cut(window: string, tokens: readonly MarkedToken[]): number {
    if (window.length < LONGEST || !CAN_BE_CUT.has(tokens[0]?.type ?? '')) return 0;
    const at = lastPlainLine(window.slice(0, LONGEST)) || (window.length < LONGEST_INDENTED ? 0 : window.lastIndexOf('\n', LONGEST_INDENTED) + 1);
    return at === 0 ? 0 : this.keep(lex(window.slice(0, at), this.links));
  }

  /** Adds finished blocks; the number of letters they take. */
  private keep(tokens: readonly MarkedToken[]): number {
    const { blocks, depths } = levelled(tokens, this.depths);
    collectLinks(tokens, this.links);
    if (blocks.length > 0) this.finished = [...this.finished, ...blocks];
    this.depths = depths;
    return tokens.reduce((length, token) => length + token.raw.length, 0);
  }
}

/** The blocks of a whole text. A reference may stand before its definition, so a text with definitions is read twice. */
export function blocksOf(text: string): readonly Block[] {
  const first = new BlockReader().readWhole(text);
  return Object.keys(first.links).length === 0 ? first.blocks : new BlockReader(first.links).readWhole(text).blocks;
}

/** Empty lines behind it make no difference, a reference may. */
const isSame = (one: Block | undefined, other: Block): boolean =>
  one !== undefined && one.token.raw.trimEnd() === other.token.raw.trimEnd() && one.token.type === other.token.type && one.level === other.level && !one.token.raw.includes('[');

/** How many of these tokens nothing can change that is still to come: all before the last block, and that too when it is closed. */
function finishedCount(tokens: readonly MarkedToken[]): number {
  const last = tokens.findLastIndex((token) => token.type !== 'space');
  const token = tokens[last];
  if (token === undefined) return tokens.length;
  return isClosed(token, tokens[last + 1]) ? tokens.length : last;
}

function isClosed(token: MarkedToken, next: MarkedToken | undefined): boolean {
  switch (token.type) {
    case 'heading':
    case 'hr':
      return true;
    case 'paragraph':
    case 'table':
    case 'blockquote':
      return next !== undefined;
    case 'code':
      return isClosedFence(token);
    default:
      return false;
  }
}

function isClosedFence({ raw, codeBlockStyle }: Tokens.Code): boolean {
  if (codeBlockStyle === 'indented') return false;
  const lines = raw.trimEnd().split('\n');
  const opening = /^ {0,3}(`+|~+)/.exec(lines[0] ?? '')?.[1] ?? '```';
  const closing = /^ {0,3}(`+|~+)$/.exec(lines.at(-1) ?? '')?.[1] ?? '';
  return lines.length > 1 && closing.startsWith(opening);
}

/** Headings begin at h3 and never leave out a level, whatever the answer writes: a deeper one is one deeper than the one it belongs to. */
function levelled(tokens: readonly MarkedToken[], before: readonly number[]): { readonly blocks: Block[]; readonly depths: readonly number[] } {
  let depths = before;
  const blocks: Block[] = [];
  for (const token of tokens) {
    if (token.type === 'space') continue;
    if (token.type === 'heading') depths = [...depths.filter((depth) => depth < token.depth), token.depth];
    blocks.push({ token, level: Math.min(6, depths.length + (token.type === 'heading' ? 2 : 3)) });
  }
  return { blocks, depths };
}

/** "\r" at the very end is half a line end, or a whole one: it waits for what comes. */
const withPlainLineEnds = (text: string): string => (text.includes('\r') ? text.replace(/\r$/, '').replace(/\r\n?/g, '\n') : text);

/** Only whole lines are sure. A line that begins with a letter after an empty one is, too: it begins a block, whatever follows. */
function sureEnd(text: string, from: number): number {
  const end = text.lastIndexOf('\n') + 1;
  return end >= from && /^\p{L}/u.test(text.slice(end, end + 2)) && /\n[ \t]*\n$/.test(text.slice(Math.max(from, end - 80), end)) ? text.length : Math.max(from, end);
}

function lineEnd(text: string, from: number, sure: number): number {
  const end = from >= sure ? -1 : text.indexOf('\n', from);
  return end === -1 || end >= sure ? sure : end + 1;
}

/** Where the last line begins that is not indented; 0 when that is the first. */
function lastPlainLine(window: string): number {
  for (let at = window.lastIndexOf('\n') + 1; at > 0; at = window.lastIndexOf('\n', at - 2) + 1) if (/^\S/.test(window.slice(at, at + 1))) return at;
  return 0;
}

/** A line of marks alone ("-", "##", "1.", "|--") may become anything: it is shown as soon as it is decided, so that nothing is taken back. */
function withoutUndecidedLine(rest: string): string {
  const at = rest.lastIndexOf('\n') + 1;
  return /^[\s\-=+*_#>`~|:]*$|^\s*\d{1,9}[.)]?\s*$/.test(rest.slice(at, at + 200)) && rest.length - at <= 200 ? rest.slice(0, at) : rest;
}
