import { hasAll, marked, wordsOf } from './marked';

const show = (text: string, search: string): string => marked(text, wordsOf(search)).map(({ text, isFound }) => (isFound ? `[${text}]` : text)).join('');

describe('the marks of a search', () => {
  it.each([
    ['Nightly Backup of the BACKUPS', 'backup', 'Nightly [Backup] of the [BACKUP]S'],
    ['a b', 'B A', '[a] [b]'],
    ['aba', 'ab ba', '[ab]a'],
    ['Die GRÖßE', 'größe', 'Die [GRÖßE]'],
    ['İx İ', 'x', 'İ[x] İ'],
    ['İ', 'i', '[İ]'],
    ['nothing', 'else', 'nothing'],
    ['', 'x', ''],
    ['<b>&', 'b>', '<[b>]&'],
  ])('in %j for %j are %j', (text, search, shown) => expect(show(text, search)).toBe(shown));

  it('leave every letter where it is', () => {
    const text = 'Straße İstanbul ΑΣ 😀 e\u0301 '.repeat(20);
    for (const search of ['s', 'i', 'ß ta', '😀', 'ς σ', 'e']) expect(marked(text, wordsOf(search)).map((piece) => piece.text).join('')).toBe(text);
  });

  it('tell whether a title has all the words', () => {
    expect([hasAll('Paris in Spring', wordsOf('SPRING paris')), hasAll('Paris', wordsOf('paris spring'))]).toEqual([true, false]);
  });
});
