import { excerptAround } from './excerpt.js';

const around = (text: string, word: string): string => {
  const from = text.indexOf(word);
  return excerptAround(text, { from, to: from + word.length });
};
const words = (count: number): string => 'lorem '.repeat(count);

describe('an excerpt', () => {
  it('is the whole of a short text, on one line', () => expect(around('  First,\n\n\ta needle\u2028here. ', 'needle')).toBe('First, a needle here.'));

  it('is cut between words, and says so', () => {
    const text = around(`${words(50)}needle ${words(50)}`, 'needle');
    expect(text).toMatch(/^…(lorem ){7,8}needle( lorem)+…$/);
    expect(text.length).toBeGreaterThan(140);
    expect(text.length).toBeLessThan(165);
  });

  it('says nothing of white space that it leaves out', () => expect(around(`${' '.repeat(500)}needle${'\n'.repeat(500)}`, 'needle')).toBe('needle'));

  it('holds the whole word, however long it is', () => {
    const word = 'x'.repeat(256);
    expect(around(`${words(20)}${word} ${words(20)}`, word)).toContain(word);
  });

  it.each(['😀', '👩🏽\u200D🚀', 'e\u0301', '한', '🇫🇷'])('cuts no %s into pieces', (letter) => {
    for (let shift = 0; shift < 12; shift++) {
      const text = around(`${'y'.repeat(shift)}${letter.repeat(300)}needle${letter.repeat(300)}`, 'needle');
      expect(text.replaceAll(letter, '')).toMatch(/^…needle…$/);
      expect(text.length).toBeLessThan(160 + 2 * letter.length + 2);
    }
  });
});
