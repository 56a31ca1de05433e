import { OllamaProvider } from '../../src/providers/ollama/ollama.provider.js';
import type { OllamaSettings } from '../../src/providers/ollama/ollama.settings.js';
import type { ProviderUnderTest } from '../contracts/llm-provider.contract.js';
import { fallingSilent, ScriptedOllama } from './scripted-ollama.js';

export const ollamaSettings = (url: string, more: Partial<OllamaSettings> = {}): OllamaSettings => ({ OLLAMA_URL: url, OLLAMA_MODEL: 'tiny', ...more });

/** The Ollama provider beside a scripted server, for the contract. */
export async function scriptedOllamaSubject(): Promise<ProviderUnderTest> {
  const ollama = await ScriptedOllama.start();
  return {
    isScripted: true,
    provider: new OllamaProvider(ollamaSettings(ollama.url)),
    fallSilent: (when) => (ollama.script = fallingSilent(when === 'before the first token' ? [] : ['Paris'])),
    asked: () => ollama.asked(1),
    idle: () => ollama.idle(),
    close: () => ollama.close(),
  };
}
