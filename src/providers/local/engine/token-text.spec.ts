import { TokenText } from './token-text.js';

/** A token a byte, as models have them for what they know no other token of. */
const detokenize = (tokens: readonly number[]): string => Buffer.from(tokens).toString('utf8');

function textOf(bytes: Uint8Array): string[] {
  const text = new TokenText<number>(detokenize);
  return [...Array.from(bytes, (byte) => text.push(byte)), text.rest()].filter((piece) => piece !== '');
}

describe('TokenText', () => {
  it('gives a character when its last token has come', () => {
    expect(textOf(Buffer.from('aé世🙂b'))).toEqual(['a', 'é', '世', '🙂', 'b']);
  });

  it('gives what is no character as a replacement, and goes on after it', () => {
    expect(textOf(Buffer.from([0xff, 0x61, 0x62, 0x63])).join('')).toBe('\uFFFDabc');
    expect(textOf(Buffer.from([0xf0, 0x9f])).join('')).toBe('\uFFFD');
  });

  it('shows the detokenizer what was before, for models that write a space only between words', () => {
    const seen: string[] = [];
    const text = new TokenText<string>((tokens, before) => {
      seen.push(before.join(''));
      return tokens.join('');
    });
    for (const token of ['a', 'b', 'c']) text.push(token);
    expect(seen.at(-1)).toBe('ab');
  });
});
