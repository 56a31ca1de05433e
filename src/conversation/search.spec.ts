import { MissingWords, wordsOf } from './search.js';

const isFound = (search: string, texts: readonly string[]): boolean => {
  const missing = new MissingWords(wordsOf(search));
  for (const text of texts) missing.pass(text);
  return missing.isNone;
};

describe('a search', () => {
  it.each([
    ['paris', ['What is Paris?'], true],
    ['PARIS french', ['What is Paris?', 'They speak French.'], true],
    ['paris german', ['What is Paris?', 'They speak French.'], false],
    ['größe', ['Die GRÖSSE'], false],
    ['größe', ['Die GRÖßE'], true],
    ['語 日本', ['日本語'], true],
    ['  ', [], true],
  ])('for %j in %j finds: %s', (search, texts, found) => {
    expect(isFound(search, texts)).toBe(found);
  });
});
