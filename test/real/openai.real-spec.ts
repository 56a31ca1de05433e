import type { PromptMessage } from '../../src/providers/llm-provider.js';
import { OpenAiProvider } from '../../src/providers/openai/openai.provider.js';
import { itHoldsTheProviderContract } from '../contracts/llm-provider.contract.js';
import { outcomeOf, textOf } from '../support/asking.js';
import { BRIEF_MODEL, makeBriefModel } from './brief-model.js';
import { OllamaRunner } from './ollama-runner.js';
import { describeWith } from './real-part.js';

const PROMPTLY_MS = 20_000;
const { signal } = new AbortController();

describeWith('OpenAiProvider with the /v1 of a real Ollama', 'REAL_OLLAMA_URL', 'scripts/ci/ollama.sh builds an Ollama and sets it', (url) => {
  const providerFor = (OPENAI_MODEL = BRIEF_MODEL): OpenAiProvider => new OpenAiProvider({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_MODEL, OPENAI_CONTEXT: 2048 });

  beforeAll(() => makeBriefModel(url));

  describe('by the contract of providers', () => {
    itHoldsTheProviderContract(async () => {
      const runner = await OllamaRunner.of(url);
      return { provider: providerFor(), promptlyMs: PROMPTLY_MS, asked: () => runner.hasWorked(50), idle: () => runner.idle(), close: () => runner.idle() };
    });
  });

  it('answers a real question, and the next one from what was said', async () => {
    const provider = providerFor();
    const first: PromptMessage[] = [SYSTEM, user('What is the capital of France?')];
    const answer = await asking(provider, first);
    expect(answer).toMatch(/Paris/);
    expect(await asking(provider, [...first, { role: 'assistant', content: answer }, user('And what language is spoken there?')])).toMatch(/French/);
  });

  it('ends with `length` at the limit of the model’s parameters', async () => {
    const outcome = await outcomeOf(providerFor(), { model: BRIEF_MODEL, settings: { temperature: 0 }, messages: [user('Tell me a very long story about every town of France.')] });
    expect(outcome.events.at(-1)).toMatchObject({ type: 'finish', reason: 'length', usage: { completion_tokens: 24 } });
  });

  it('says that there is no such model, and which there are', async () => {
    const provider = providerFor('no-such:model');
    expect((await outcomeOf(provider)).fault).toMatchObject({ code: 'model_not_found', message: expect.stringMatching(/has no model no-such:model/) });
    await expect(provider.check(signal)).rejects.toMatchObject({ code: 'model_not_found', message: expect.stringMatching(BRIEF_MODEL) });
  });
});

const user = (content: string): PromptMessage => ({ role: 'user', content });
const SYSTEM: PromptMessage = { role: 'system', content: 'You are a helpful assistant.' };

async function asking(provider: OpenAiProvider, messages: readonly PromptMessage[]): Promise<string> {
  const outcome = await outcomeOf(provider, { model: BRIEF_MODEL, settings: { temperature: 0 }, messages });
  expect(outcome.fault).toBeUndefined();
  return textOf(outcome);
}
