import type { PromptMessage, ProviderEvent } from '../../src/providers/llm-provider.js';
import { itHoldsTheProviderContract } from '../contracts/llm-provider.contract.js';
import { type LocalSubject, subjectOf } from '../support/local-subject.js';

const file = process.env['REAL_MODEL'];
const describeReal = file === undefined ? describe.skip : describe;
if (file === undefined) process.stderr.write('SKIPPED the embedded model: REAL_MODEL names no GGUF file.\n');

describeReal('LocalProvider with a real model, by the contract of providers', () => {
  itHoldsTheProviderContract(() => Promise.resolve({ ...subjectOf(file!), promptlyMs: 20_000 }));
});

describeReal('LocalProvider with a real model', () => {
  let subject: LocalSubject;
  beforeAll(() => (subject = subjectOf(file!)));
  afterAll(() => subject.close());

  const ask = (messages: readonly PromptMessage[], signal = new AbortController().signal): AsyncGenerator<ProviderEvent> =>
    subject.provider.stream({ model: subject.provider.model, settings: { temperature: 0 }, messages }, signal);
  const system: PromptMessage = { role: 'system', content: 'You are a helpful assistant.' };
  const question: PromptMessage = { role: 'user', content: 'What is the capital of France?' };

  it('names Paris, and answers a second question that needs the first', async () => {
    const first = textOf(await all(ask([system, question])));
    expect(first).toMatch(/Paris/);
    const second = textOf(await all(ask([system, question, { role: 'assistant', content: first }, { role: 'user', content: 'And what language is spoken there?' }])));
    expect(second).toMatch(/French/);
  });

  it('is stopped in the middle of a long prompt, and what is asked next is answered at once', async () => {
    const leaving = new AbortController();
    const long = ask([system, { role: 'user', content: `Sum this up: ${'The sun sets over the sea. '.repeat(900)}` }], leaving.signal);
    let event = await long.next();
    while (!event.done && !(event.value.type === 'progress' && event.value.phase === 'prompt')) event = await long.next();
    const reason = new Error('left');
    const stopped = performance.now();
    leaving.abort(reason);
    await expect(long.next()).rejects.toBe(reason);
    const told = performance.now() - stopped;
    for await (const next of ask([system, question])) if (next.type === 'text-delta') break;
    process.stderr.write(`stop: told after ${told.toFixed(1)} ms, the next answer's first word after ${(performance.now() - stopped).toFixed(0)} ms\n`);
  });
});

async function all(events: AsyncIterable<ProviderEvent>): Promise<ProviderEvent[]> {
  const seen: ProviderEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

const textOf = (events: readonly ProviderEvent[]): string => events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
