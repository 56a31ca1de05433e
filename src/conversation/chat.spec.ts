import { CHAT_ID_PATTERN, isReservedId, titleFrom } from './chat.js';

describe('a chat id', () => {
  it.each(['a', 'trip-to-paris', 'A_1', '-', 'x'.repeat(128)])('may be %s', (id) => expect(CHAT_ID_PATTERN.test(id)).toBe(true));
  it.each(['', 'a b', 'ä', '../etc', 'a/b', 'a.json', 'x'.repeat(129), 'a\n'])('may not be %j', (id) => expect(CHAT_ID_PATTERN.test(id)).toBe(false));
  it.each(['index', 'INDEX', 'con', 'Nul', 'com0', 'LPT9', '__proto__', 'constructor'])('%s is reserved', (id) => expect(isReservedId(id)).toBe(true));
  it.each(['index2', 'console', 'com10', 'proto'])('%s is free', (id) => expect(isReservedId(id)).toBe(false));
});

describe('titleFrom', () => {
  it('takes the first line, its white space folded', () => expect(titleFrom('  What   is\tthis?\nmore')).toBe('What is this?'));
  it('cuts a long line between words', () => expect(titleFrom('word '.repeat(30))).toBe(`${'word '.repeat(11)}word…`));
  it('cuts a word without end between letters, never inside one', () => expect(titleFrom('😀'.repeat(100))).toBe(`${'😀'.repeat(60)}…`));
});
