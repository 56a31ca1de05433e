import { type FactoryProvider, Module } from '@nestjs/common';
import type { ProviderSettings, SettingsClass } from '../config/load-settings.js';
import { chosenProviders, Settings } from '../config/settings.js';
import { AnthropicSettings } from './anthropic/anthropic.settings.js';
import { chooseProvider } from './auto.js';
import { type LlmProvider, PROVIDER } from './llm-provider.js';
import { LocalProvider } from './local/local.provider.js';
import { LocalSettings } from './local/local.settings.js';
import { ollamaCandidate } from './ollama/ollama.candidate.js';
import { OllamaProvider } from './ollama/ollama.provider.js';
import { OllamaSettings } from './ollama/ollama.settings.js';
import { OpenAiSettings } from './openai/openai.settings.js';
import { ProviderRegistry } from './provider-registry.js';
import { StartReport } from './start-report.js';

/** Every provider there is, one line each: a name for PROVIDERS, the settings it needs, and how it is made from them; what brings an SDK with it is loaded when it is chosen. */
const REGISTRATIONS: Readonly<Record<string, Registration>> = {
  auto: madeFrom([OllamaSettings, LocalSettings], (ollama, local) => chooseProvider(ollamaCandidate(ollama), () => new LocalProvider(local))),
  ollama: madeFrom([OllamaSettings], (ollama) => new OllamaProvider(ollama)),
  local: madeFrom([LocalSettings], (local) => new LocalProvider(local)),
  openai: madeFrom([OpenAiSettings], async (openai) => new (await import('./openai/openai.provider.js')).OpenAiProvider(openai)),
  anthropic: madeFrom([AnthropicSettings], async (anthropic) => new (await import('./anthropic/anthropic.provider.js')).AnthropicProvider(anthropic)),
};

export const PROVIDER_SETTINGS: ProviderSettings = Object.fromEntries(Object.entries(REGISTRATIONS).map(([name, { settings }]) => [name, settings]));

const SETTINGS_CLASSES = [...new Set(Object.values(PROVIDER_SETTINGS).flat())];

const registry: FactoryProvider<ProviderRegistry> = {
  provide: ProviderRegistry,
  inject: [Settings, ...SETTINGS_CLASSES],
  useFactory: async (settings: Settings, ...instances: object[]) => {
    const providers = await Promise.all(chosenProviders(settings).map(async (name) => await REGISTRATIONS[name]!.create(instances)));
    return new ProviderRegistry(providers, Object.keys(REGISTRATIONS));
  },
};

const defaultProvider: FactoryProvider<LlmProvider> = { provide: PROVIDER, inject: [ProviderRegistry], useFactory: (providers: ProviderRegistry) => providers.default };

@Module({ providers: [registry, defaultProvider, StartReport], exports: [PROVIDER, ProviderRegistry] })
export class ProvidersModule {}

interface Registration {
  readonly settings: readonly SettingsClass[];
  readonly create: (instances: readonly object[]) => LlmProvider | Promise<LlmProvider>;
}

type InstancesOf<Classes extends readonly SettingsClass[]> = { readonly [Index in keyof Classes]: InstanceType<Classes[Index]> };

/** A registration whose settings are found by their classes among the instances of all. */
function madeFrom<const Classes extends readonly SettingsClass[]>(settings: Classes, make: (...own: InstancesOf<Classes>) => LlmProvider | Promise<LlmProvider>): Registration {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each is found by its class
  const own = (instances: readonly object[]): InstancesOf<Classes> => settings.map((type) => instances.find((instance) => instance instanceof type)) as unknown as InstancesOf<Classes>;
  return { settings, create: (instances) => make(...own(instances)) };
}
