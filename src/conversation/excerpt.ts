/** A word in a text: from its first letter to behind its last. */
export interface Found {
  readonly from: number;
  readonly to: number;
}

/** About so much text, and so much of it before the word. */
const LENGTH = 160;
const BEFORE = 50;
/** So far from there a break between words is looked for, before a word is cut. */
const LEEWAY = 20;

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What stands around a word of a text, on one line, cut between words where it can be and never in a letter. */
export function excerptAround(text: string, word: Found): string {
  const from = beginOf(text, word.from);
  const to = endOf(text, from + LENGTH, word.to);
  const line = text.slice(from, to).replace(/\s+/g, ' ').trim();
  return `${/\S/.test(text.slice(0, from)) ? '…' : ''}${line}${/\S/.test(text.slice(to)) ? '…' : ''}`;
}

function beginOf(text: string, place: number): number {
  if (place <= BEFORE) return 0;
  const from = place - BEFORE;
  const space = text.slice(from, from + LEEWAY).search(/\s/);
  return space < 0 ? letterAt(text, from) : from + space;
}

function endOf(text: string, place: number, least: number): number {
  if (Math.max(place, least) >= text.length) return text.length;
  if (place <= least) return least;
  const first = Math.max(least, place - LEEWAY);
  const space = text.slice(first, place + 1).search(/\s\S*$/);
  return space < 0 ? Math.max(least, letterAt(text, place)) : first + space;
}

/** Where the letter begins that holds a place. */
const letterAt = (text: string, place: number): number => letters.segment(text).containing(place)?.index ?? place;
