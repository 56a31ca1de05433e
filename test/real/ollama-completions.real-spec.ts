import { CompletionsProvider } from '../../docs/examples/completions.provider.js';
import { itHoldsTheProviderContract } from '../contracts/llm-provider.contract.js';
import { BRIEF_MODEL, makeBriefModel } from './brief-model.js';
import { OllamaRunner } from './ollama-runner.js';
import { describeWith } from './real-part.js';

describeWith('the provider of docs/adding-a-provider.md with the /v1 of a real Ollama', 'REAL_OLLAMA_URL', 'scripts/ci/ollama.sh builds an Ollama and sets it', (url) => {
  beforeAll(() => makeBriefModel(url));

  itHoldsTheProviderContract(async () => {
    const runner = await OllamaRunner.of(url);
    const provider = new CompletionsProvider({ COMPLETIONS_URL: url, COMPLETIONS_MODEL: BRIEF_MODEL });
    return { provider, promptlyMs: 20_000, asked: () => runner.hasWorked(50), idle: () => runner.idle(), close: () => runner.idle() };
  });
});
