import { foldOf, splitQuestion } from './question-text';

describe('the text of a question', () => {
  it.each([
    ['How far?', 'How far?', ''],
    ['  How far?\n\nTell me.', 'How far?', '\nTell me.'],
    [`${'word '.repeat(40)}end`, 'word '.repeat(24).trim(), `${'word '.repeat(16)}end`],
    ['x'.repeat(130), 'x'.repeat(120), 'x'.repeat(10)],
    ['🙂'.repeat(121), '🙂'.repeat(120), '🙂'],
  ])('%#: is a heading and the rest', (text, heading, rest) => expect(splitQuestion(text)).toEqual({ heading, rest }));

  it('is folded when it is long', () => {
    expect(foldOf('short')).toBeUndefined();
    expect(foldOf('line\n'.repeat(12))).toBeUndefined();
    expect(foldOf('line\n'.repeat(214).trim())).toBe('Show all 214 lines');
    expect(foldOf('x'.repeat(1201))).toBe('Show all of it');
  });
});
