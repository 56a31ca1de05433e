import { AnthropicProvider } from '../../src/providers/anthropic/anthropic.provider.js';
import type { AnthropicSettings } from '../../src/providers/anthropic/anthropic.settings.js';
import type { ProviderUnderTest } from '../contracts/llm-provider.contract.js';
import { fallingSilent, KEY, ScriptedAnthropic } from './scripted-anthropic.js';

export const anthropicSettings = (url: string, more: Partial<AnthropicSettings> = {}): AnthropicSettings => ({ ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: KEY, ANTHROPIC_MODEL: 'claude-tiny', ANTHROPIC_MAX_TOKENS: 1000, ...more });

/** The Anthropic provider beside a scripted server, for the contract. */
export async function scriptedAnthropicSubject(): Promise<ProviderUnderTest> {
  const anthropic = await ScriptedAnthropic.start();
  return {
    isScripted: true,
    provider: new AnthropicProvider(anthropicSettings(anthropic.url)),
    fallSilent: (when) => (anthropic.script = fallingSilent(when === 'before the first token' ? [] : ['Paris'])),
    asked: () => anthropic.asked(1),
    idle: () => anthropic.idle(),
    close: () => anthropic.close(),
  };
}
