/** The words of a search, in one case, each once. */
export const wordsOf = (search: string): readonly string[] => [...new Set(search.toLowerCase().split(/\s+/).filter(Boolean))];

/** The words that were not met yet, while a chat's texts pass by. */
export class MissingWords {
  private missing: readonly string[];

  constructor(words: readonly string[]) {
    this.missing = words;
  }

  get isNone(): boolean {
    return this.missing.length === 0;
  }

  pass(text: string): void {
    if (this.isNone) return;
    const folded = text.toLowerCase();
    this.missing = this.missing.filter((word) => !folded.includes(word));
  }
}
