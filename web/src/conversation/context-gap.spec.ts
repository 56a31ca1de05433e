import { contextGap } from './context-gap';
import type { Turn } from './turn';

const answered = (text: string, sent?: number, leftOut = 0): Turn => ({ id: text, question: 'q', answer: { state: text === '' ? 'failed' : 'complete', text, reasoning: '', facts: {}, ...(sent === undefined ? {} : { context: { window: 8192, messages_sent: sent, messages_left_out: leftOut } }) } });

describe('where the sight of the model ends', () => {
  it('is nowhere while it is shown everything', () => {
    expect(contextGap([])).toBeUndefined();
    expect(contextGap([answered('a'), answered('b', 4)])).toBeUndefined();
  });

  it('stands before the oldest turn that was sent', () => {
    expect(contextGap([answered('a'), answered('b'), answered('c', 4, 2)])).toEqual({ before: 1, messages: 2, window: 8192 });
    expect(contextGap([answered('a'), answered('b'), answered('c', 2, 4)])).toMatchObject({ before: 2 });
  });

  it('counts no question that was never answered', () => {
    expect(contextGap([answered('a'), answered(''), answered('b'), answered('c', 4, 2)])).toMatchObject({ before: 1 });
  });

  it('takes the newest answer that tells it, also while the next question is being answered', () => {
    expect(contextGap([answered('a'), answered('b'), answered('c', 4, 2), { id: 'd', question: 'q' }])).toMatchObject({ before: 1 });
  });
});
