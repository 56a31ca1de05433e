import type { Message } from './chat.js';
import { buildPrompt, overflowOf, promptBudget } from './prompt.js';

/** One token a character, so that sums can be read. */
const count = ({ content }: { content: string }): number => content.length;
const user = (content: string): Message => ({ id: content, role: 'user', content });
const assistant = (content: string): Message => ({ id: content, role: 'assistant', content });
const source = (recent: Message[], earlier = recent.length) => ({ system: 'S', recent, earlier, question: 'Q' });
const textOf = (recent: Message[], window: number, earlier?: number): string =>
  buildPrompt(source(recent, earlier), window, count).messages.map(({ content }) => content).join(' ');

describe('buildPrompt', () => {
  it('keeps a quarter of a small window, and 1024 tokens of a large one, free for the answer', () => {
    expect(promptBudget(400)).toBe(300);
    expect(promptBudget(8192)).toBe(7168);
  });

  it('sends system prompt, whole history and question when all fits', () => {
    expect(textOf([user('u1'), assistant('a1'), user('u2'), assistant('a2')], 100)).toBe('S u1 a1 u2 a2 Q');
  });

  it('leaves out the oldest turns whole and tells how many messages', () => {
    const recent = [user('u1'), assistant('a1'), user('u2'), assistant('a2')];
    const prompt = buildPrompt(source(recent, 10), 8, count);
    expect(prompt.messages.map(({ content }) => content)).toEqual(['S', 'u2', 'a2', 'Q']);
    expect(prompt.leftOut).toBe(8);
    expect(prompt.tokens).toBe(6);
  });

  it('leaves no turn out between two that it sends', () => {
    expect(textOf([user('u1'), assistant('a1'), user('u2'), assistant('a long answer that does not fit'), user('u3'), assistant('a3')], 16)).toBe('S u3 a3 Q');
  });

  it('sends a partial answer as it is and a question without an answer not at all', () => {
    expect(textOf([user('failed'), user('u2'), assistant('par')], 100)).toBe('S u2 par Q');
  });

  it('sends the answer whose question lies before what was read', () => {
    expect(textOf([assistant('a1'), user('u2'), assistant('a2')], 100, 4)).toBe('S a1 u2 a2 Q');
  });

  it('says by how much system prompt and question alone are too long', () => {
    expect(overflowOf('S', 'Q'.repeat(80), 100, count)).toBe(6);
    expect(overflowOf('S', 'Q'.repeat(74), 100, count)).toBe(0);
  });
});
