import { OpenAiProvider } from '../../src/providers/openai/openai.provider.js';
import type { OpenAiSettings } from '../../src/providers/openai/openai.settings.js';
import type { ProviderUnderTest } from '../contracts/llm-provider.contract.js';
import { fallingSilent, ScriptedCompletions } from './scripted-completions.js';

/** A key that must go to its server and nowhere else; it does not look like one. */
export const KEY = 'gsk_canaryKey7f3a';

export const openAiSettings = (url: string, more: Partial<OpenAiSettings> = {}): OpenAiSettings => ({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: KEY, OPENAI_MODEL: 'tiny', ...more });

/** The OpenAI provider beside a scripted server, for the contract. */
export async function scriptedOpenAiSubject(): Promise<ProviderUnderTest> {
  const server = await ScriptedCompletions.start();
  return {
    isScripted: true,
    provider: new OpenAiProvider(openAiSettings(server.url)),
    fallSilent: (when) => (server.script = fallingSilent(...(when === 'before the first token' ? [] : ['Paris']))),
    asked: () => server.asked(),
    idle: () => server.idle(),
    close: () => server.close(),
  };
}
