import { excerptAround, type Found } from './excerpt.js';

/** In this case words are looked for, and texts are looked through. */
export const folded = (text: string): string => text.toLowerCase();

/** The words of a search, in one case, each once. */
export const wordsOf = (search: string): readonly string[] => [...new Set(folded(search).split(/\s+/).filter(Boolean))];

/** The words that were not met yet, while a chat's texts pass by: its title, then its messages, the newest first. */
export class MissingWords {
  private missing: readonly string[];
  private held?: { readonly text: string; readonly words: readonly string[] };

  constructor(words: readonly string[], title: string) {
    this.missing = missingIn(title, words);
  }

  get isNone(): boolean {
    return this.missing.length === 0;
  }

  pass(text: string): void {
    if (this.isNone) return;
    const missing = missingIn(text, this.missing);
    if (missing.length < this.missing.length) this.held ??= { text, words: this.missing };
    this.missing = missing;
  }

  /** Text around the first word, in the first message, that is not in the title; undefined when all of them are there. */
  get excerpt(): string | undefined {
    if (!this.held) return undefined;
    const [first] = foundIn(this.held.text, this.held.words);
    return first && excerptAround(this.held.text, first);
  }
}

/** Where words of a search occur in a text, from its beginning on; none overlaps another. */
export function* foundIn(text: string, words: readonly string[]): Generator<Found, void, void> {
  const letters = folded(text);
  for (let from = 0; ; ) {
    const next = firstOf(letters, words, from);
    if (!next) return;
    yield { from: unfolded(text, letters, next.from).from, to: unfolded(text, letters, next.to - 1).to };
    from = next.to;
  }
}

/** The first place of any of the words; of the longest, where several begin. */
function firstOf(letters: string, words: readonly string[], from: number): Found | undefined {
  const places = words.map((word) => ({ from: letters.indexOf(word, from), to: 0, length: word.length })).filter((place) => place.from >= 0);
  const first = places.toSorted((one, other) => one.from - other.from || other.length - one.length)[0];
  return first && { from: first.from, to: first.from + first.length };
}

/** The letter that a place of the folded text comes from: a letter may have grown when it was folded, as "İ" does. */
function unfolded(text: string, letters: string, place: number): Found {
  if (letters.length === text.length) return { from: place, to: place + 1 };
  let [from, length] = [0, 0];
  for (const letter of text) {
    length += folded(letter).length;
    if (length > place) return { from, to: from + letter.length };
    from += letter.length;
  }
  return { from, to: from };
}

function missingIn(text: string, words: readonly string[]): readonly string[] {
  const letters = folded(text);
  return words.filter((word) => !letters.includes(word));
}
