import { foundIn, MissingWords, wordsOf } from './search.js';

const isFound = (search: string, texts: readonly string[]): boolean => {
  const missing = new MissingWords(wordsOf(search), '');
  for (const text of texts) missing.pass(text);
  return missing.isNone;
};

const excerptOf = (search: string, title: string, texts: readonly string[]): string | undefined => {
  const missing = new MissingWords(wordsOf(search), title);
  for (const text of texts) missing.pass(text);
  return missing.excerpt;
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

describe('the excerpt of a search', () => {
  it.each([
    ['paris', 'Paris', ['Paris is large.'], undefined],
    ['paris large', 'Paris', ['nothing', 'Paris is large.', 'As large as that.'], 'Paris is large.'],
    ['large paris', '', ['Paris!', 'Paris is large.'], 'Paris!'],
    ['nowhere', '', ['Paris'], undefined],
  ])('of %j in a chat %j with %j is %j', (search, title, texts, excerpt) => {
    expect(excerptOf(search, title, texts)).toBe(excerpt);
  });
});

describe('the places of words', () => {
  it.each([
    ['backup', 'A Backup of BACKUPS', ['Backup', 'BACKUP']],
    ['over overlap', 'overlapover', ['overlap', 'over']],
    ['größe', 'Die GRÖßE', ['GRÖßE']],
    ['b', 'İİ b', ['b']],
    ['i', 'aİb', ['İ']],
    ['istanbul', 'İSTANBUL', []],
    ['x', 'abc', []],
    ['', 'abc', []],
  ])('of %j in %j are those of %j', (search, text, found) => {
    expect(Array.from(foundIn(text, wordsOf(search)), ({ from, to }) => text.slice(from, to))).toEqual(found);
  });
});
