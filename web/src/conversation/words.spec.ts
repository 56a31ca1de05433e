import type { EndedAnswer } from './turn';
import { commandIn, factsOf, momentOf, noticeOf, partsOf, short } from './words';

const answer = (more: Partial<EndedAnswer>): EndedAnswer => ({ state: 'complete', text: 'text', reasoning: '', facts: {}, ...more });

describe('what is said of an answer', () => {
  it.each<[Partial<EndedAnswer>, string | undefined]>([
    [{}, undefined],
    [{ state: 'cut', reason: 'stopped' }, 'Stopped. What was written is kept.'],
    [{ state: 'cut', reason: 'length', facts: { tokens: 2048 } }, 'Reached its limit of 2,048 tokens. What was written is kept.'],
    [{ state: 'cut', reason: 'length' }, 'Reached its limit. What was written is kept.'],
    [{ state: 'cut', reason: 'provider_error', detail: 'Ollama closed the connection.' }, 'Cut off. Ollama closed the connection. What had arrived is kept.'],
    [{ state: 'cut', reason: 'provider_error' }, 'Cut off. The model ended in the middle of its answer. What had arrived is kept.'],
    [{ state: 'cut' }, 'Cut off. The model ended in the middle of its answer. What had arrived is kept.'],
    [{ state: 'cut', reason: 'shutdown' }, 'Cut off. The server was shut down. What had arrived is kept.'],
    [{ state: 'cut', reason: 'interrupted' }, 'Interrupted. The server ended without warning. What had been saved is kept.'],
    [{ state: 'failed', code: 'interrupted' }, 'Interrupted. The server ended without warning before anything was written. Your question is kept.'],
    [{ state: 'failed', code: 'stopped' }, 'Stopped. Nothing had been written yet. Your question is kept.'],
    [{ state: 'failed', code: 'provider_unavailable', detail: 'Ollama is not running.' }, 'Not answered. Ollama is not running. Your question is saved.'],
    [{ state: 'failed', code: 'provider_unavailable' }, 'Not answered. The program that runs the model could not be reached. Your question is saved.'],
    [{ state: 'failed', code: 'a_code_of_tomorrow' }, 'Not answered. Something went wrong at the server. Your question is saved.'],
  ])('%j: %s', (more, said) => {
    const notice = noticeOf(answer(more));
    expect(notice && [notice.strong, notice.sentence, notice.also].filter(Boolean).join(' ')).toBe(said);
  });

  it('leaves out the figures that are missing', () => {
    expect(factsOf(answer({ facts: { tokens: 1412, tokensPerSecond: 38.24, firstTokenMs: 420, model: 'ollama/llama3.1:8b' } }))).toEqual(['1,412 tokens', '38 tokens/s', 'first word after 0.42 s', 'llama3.1:8b']);
    expect(factsOf(answer({ facts: { tokens: 1 } }))).toEqual(['1 token']);
  });

  it.each([[38.24, '38'], [0.42, '0.42'], [1.9, '1.9'], [2, '2'], [0.005, '0.005'], [120.4, '120'], [9.96, '10']])('writes %d as %s', (value, said) => expect(short(value)).toBe(said));
});

describe('a sentence of the server', () => {
  it.each([
    ['Ollama is not running at http://127.0.0.1:11434. Start it with `ollama serve`, or set OLLAMA_URL.', 'ollama serve'],
    ['Model tiny:1b is not pulled. Run: ollama pull tiny:1b', 'ollama pull tiny:1b'],
    ['Start it with: ollama serve', 'ollama serve'],
    ['The model failed.', undefined],
  ])('%s', (sentence, command) => {
    expect(commandIn(sentence)).toBe(command);
    expect(partsOf(sentence).map(({ text }) => text).join('')).toBe(sentence.replaceAll('`', ''));
  });
});

describe('the moment of a question', () => {
  const now = new Date(2026, 10, 24, 15, 0);
  it.each([
    [new Date(2026, 10, 24, 14, 31), '14:31'],
    [new Date(2026, 10, 21, 21, 10), 'Sat 21:10'],
    [new Date(2026, 7, 3, 9, 5), '3 Aug'],
    [new Date(2024, 1, 29, 9, 5), '29 Feb 2024'],
  ])('%s is %s', (moment, said) => expect(momentOf(moment.toISOString(), now)).toBe(said));

  it('is nothing where it is not known', () => expect(momentOf('', now)).toBe(''));
});
