import { textOf } from './chat.js';
import { Transcript } from './transcript.js';

const written = (...deltas: string[]): Transcript => {
  const transcript = new Transcript();
  deltas.forEach((delta) => transcript.append('text', delta));
  return transcript;
};

describe('Transcript', () => {
  it('gives everything after any place, whatever the pieces were', () => {
    const text = `Grüße 🇫🇷 — ${'lorem ipsum '.repeat(2000)}終`;
    for (const size of [1, 7, 4096, 100_000]) {
      const transcript = written(...(text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? []));
      for (const place of [0, 1, 5, 4095, 4096, 4097, text.length - 1, text.length]) {
        expect(textOf(transcript.after(place))).toBe(text.slice(place));
      }
    }
  });

  it('keeps reasoning and text in their order and counts places over both', () => {
    const transcript = new Transcript();
    transcript.append('reasoning', 'Hm.');
    transcript.append('text', 'Paris');
    expect(transcript.parts()).toEqual([{ type: 'reasoning', text: 'Hm.' }, { type: 'text', text: 'Paris' }]);
    expect(transcript.after(2)).toEqual([{ type: 'reasoning', text: '.' }, { type: 'text', text: 'Paris' }]);
    expect(transcript.after(5)).toEqual([{ type: 'text', text: 'ris' }]);
  });

  it('holds the first half of a surrogate pair back until the other comes', () => {
    const transcript = written('a\uD83D');
    expect(textOf(transcript.parts())).toBe('a');
    transcript.append('text', '\uDE00b');
    expect(textOf(transcript.parts())).toBe('a😀b');
  });

  it('never cuts a pair when it is read from its middle', () => {
    expect(textOf(written('a😀b').after(2))).toBe('😀b');
  });

  it('turns halves that stay alone into U+FFFD and drops U+0000', () => {
    const transcript = written('a\0\uDE00b', '\uD83D', 'c', '\uD83D');
    transcript.end();
    expect(textOf(transcript.parts())).toBe('a\uFFFDb\uFFFDc\uFFFD');
  });

  it('counts the bytes of UTF-8', () => {
    expect(written('é😀').bytes).toBe(6);
  });
});
