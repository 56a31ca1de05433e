import { StopText } from './stop-text.js';

/** What comes out, whatever pieces the text comes in. */
function throughEvery(text: string, marks: readonly string[]): string[] {
  const cuts = Array.from({ length: text.length + 1 }, (_, index) => [text.slice(0, index), text.slice(index)]);
  return [...new Set([...cuts, Array.from(text)].map((pieces) => through(pieces, marks)))];
}

function through(pieces: readonly string[], marks: readonly string[]): string {
  const stop = new StopText(marks);
  let said = '';
  for (const piece of pieces) if (!stop.stopped) said += stop.push(piece);
  return stop.stopped ? said : said + stop.rest();
}

describe('StopText', () => {
  it.each([
    ['Paris.<end>And more', ['<end>'], 'Paris.'],
    ['Paris. 1 < 2 <en>', ['<end>'], 'Paris. 1 < 2 <en>'],
    ['<end>', ['<end>'], ''],
    ['ab<<end>', ['<end>'], 'ab<'],
    ['one<b>two<a>', ['<a>', '<b>'], 'one'],
    ['nothing to stop at', [], 'nothing to stop at'],
  ])('cuts %j at the first of %j, wherever the pieces end', (text, marks, said) => {
    expect(throughEvery(text, marks)).toEqual([said]);
  });

  it('holds back no more than what may be the beginning of a mark', () => {
    const stop = new StopText(['<end>']);
    expect(stop.push('Paris <e')).toBe('Paris ');
    expect(stop.push('xit')).toBe('<exit');
  });
});
