import { buildPrompt } from '../../src/conversation/prompt.js';
import { TokenEstimator } from '../../src/conversation/tokens.js';
import type { PromptMessage } from '../../src/providers/llm-provider.js';
import { OllamaProvider } from '../../src/providers/ollama/ollama.provider.js';
import { itHoldsTheProviderContract } from '../contracts/llm-provider.contract.js';
import { type Outcome, outcomeOf, textOf } from '../support/asking.js';
import { BRIEF_MODEL, makeBriefModel } from './brief-model.js';
import { OllamaRunner } from './ollama-runner.js';
import { describeWith } from './real-part.js';

/** A real model works through a batch of the prompt before it looks whether anybody is still there. */
const PROMPTLY_MS = 20_000;

const asking = (provider: OllamaProvider, messages: readonly PromptMessage[], signal?: AbortSignal): Promise<Outcome> => outcomeOf(provider, { model: BRIEF_MODEL, settings: { temperature: 0 }, messages }, signal);

/** How many tokens a prompt is, as the model counts them. */
async function countOf(provider: OllamaProvider, messages: readonly PromptMessage[]): Promise<number> {
  const { events, fault } = await asking(provider, messages);
  const last = events.at(-1);
  if (last?.type !== 'finish' || !last.usage) throw new Error(`It did not answer: ${String(fault)}`);
  return last.usage.prompt_tokens;
}

describeWith('OllamaProvider with a real Ollama', 'REAL_OLLAMA_URL', 'scripts/ci/ollama.sh builds an Ollama and sets it', (url) => {
  const providerWith = (OLLAMA_NUM_CTX?: number): OllamaProvider => new OllamaProvider({ OLLAMA_URL: url, OLLAMA_MODEL: BRIEF_MODEL, OLLAMA_NUM_CTX });

  beforeAll(() => makeBriefModel(url));

  describe('by the contract of providers', () => {
    itHoldsTheProviderContract(async () => {
      const runner = await OllamaRunner.of(url);
      return { provider: providerWith(2048), promptlyMs: PROMPTLY_MS, asked: () => runner.hasWorked(50), idle: () => runner.idle(), close: () => runner.idle() };
    });
  });

  it('says which model is not pulled, and how to pull it', async () => {
    const provider = new OllamaProvider({ OLLAMA_URL: url, OLLAMA_MODEL: 'no-such:model' });
    const said = { code: 'model_not_found', message: 'Model no-such:model is not pulled. Run: ollama pull no-such:model' };
    expect((await outcomeOf(provider)).fault).toMatchObject(said);
    await expect(provider.check(new AbortController().signal)).rejects.toMatchObject(said);
    const knowing = new OllamaProvider({ OLLAMA_URL: url, OLLAMA_MODEL: 'no-such:model', OLLAMA_NUM_CTX: 2048 });
    expect((await outcomeOf(knowing)).fault).toMatchObject(said);
  });

  it('finds the model’s own window', async () => {
    const { value } = await providerWith().prepare(BRIEF_MODEL, new AbortController().signal).next();
    expect(value).toEqual({ name: BRIEF_MODEL, window: 8192 });
  });

  it('answers a real question, and the next one from what was said', async () => {
    const provider = providerWith(2048);
    const first: PromptMessage[] = [SYSTEM, user('What is the capital of France?')];
    const answer = textOf(await asking(provider, first));
    expect(answer).toMatch(/Paris/);
    expect(textOf(await asking(provider, [...first, { role: 'assistant', content: answer }, user('And what language is spoken there?')]))).toMatch(/French/);
  });

  it('shows the model every message of a prompt that was built to fit the window', async () => {
    const provider = providerWith(512);
    const alone = await countOf(provider, [SYSTEM, user('Say hello.')]);
    const perTurn = (await countOf(provider, [SYSTEM, ...TURN, user('Say hello.')])) - alone;
    const estimator = new TokenEstimator();
    const recent = Array.from({ length: 20 }, (_turn, index) => TURN.map(({ role, content }) => ({ id: `${index}-${role}`, role, content, timestamp: '2026-01-01T00:00:00Z' }))).flat();
    const { messages } = buildPrompt({ system: SYSTEM.content, recent, earlier: 0, question: 'Say hello.' }, 512, (line) => estimator.tokensOf(line));
    const turns = (messages.length - 2) / 2;
    expect(turns).toBeGreaterThan(2);
    expect(turns).toBeLessThan(20);
    const count = await countOf(provider, messages);
    expect(Math.abs(count - (alone + turns * perTurn))).toBeLessThan(perTurn / 2);
  });

  it('loses the oldest messages of a longer one, or refuses it, but never goes beyond the window', async () => {
    const { events, fault } = await asking(providerWith(512), [SYSTEM, ...Array.from({ length: 20 }, () => TURN).flat(), user('Say hello.')]);
    const last = events.at(-1);
    if (fault) expect(fault).toMatchObject({ code: 'context_overflow' });
    else expect(last?.type === 'finish' && last.usage!.prompt_tokens).toBeLessThanOrEqual(512);
  });

  it('calls a question that is longer than the window an overflow', async () => {
    expect((await asking(providerWith(256), [SYSTEM, user('All work and no play makes Jack a dull boy. '.repeat(40))])).fault).toMatchObject({ code: 'context_overflow' });
  });

  it('leaves a long prompt in the middle at once; Ollama works through what it had begun, then rests, and answers meanwhile', async () => {
    const runner = await OllamaRunner.of(url);
    const provider = providerWith(2048);
    await asking(provider, [user('Hi')]);
    const controller = new AbortController();
    const reason = new Error('left');
    const outcome = asking(provider, [SYSTEM, user('All work and no play makes Jack a dull boy. '.repeat(40))], controller.signal);
    await runner.hasWorked(200);
    const left = performance.now();
    controller.abort(reason);
    expect(await outcome).toEqual({ events: [], fault: reason });
    expect(performance.now() - left).toBeLessThan(1000);
    expect(textOf(await asking(provider, [user('Say hello.')]))).not.toBe('');
    await runner.idle();
  });
});

const user = (content: string): PromptMessage => ({ role: 'user', content });
const SYSTEM: PromptMessage = { role: 'system', content: 'You are a helpful assistant.' };
const TURN: readonly PromptMessage[] = [user('Tell me one more thing about the towns of France, please.'), { role: 'assistant', content: 'Lyon lies where the Rhône and the Saône meet, and it has been a town of silk and printing for centuries.' }];
