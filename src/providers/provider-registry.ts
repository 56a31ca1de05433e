import type { OnApplicationShutdown } from '@nestjs/common';
import { DomainError } from '../errors/domain.error.js';
import type { LlmProvider } from './llm-provider.js';

/** A model of one of the configured providers. */
export interface ChosenModel {
  readonly provider: LlmProvider;
  readonly name: string;
  /** `provider/name`. */
  readonly id: string;
}

/** The configured providers by their names, the default one first. */
export class ProviderRegistry implements OnApplicationShutdown {
  constructor(
    readonly all: readonly LlmProvider[],
    /** The names of every provider that could be configured. */
    private readonly known: readonly string[] = [],
  ) {}

  get default(): LlmProvider {
    return this.all[0]!;
  }

  /** What is asked when nobody names a model. */
  get defaultModel(): ChosenModel {
    return modelOf(this.default, this.default.model);
  }

  /** The model that a name means: `provider/model`, or a bare name of the default provider, which may hold slashes of its own. */
  find(named: string): ChosenModel {
    const slash = named.indexOf('/');
    const [prefix, rest] = [named.slice(0, Math.max(0, slash)), named.slice(slash + 1)];
    const provider = this.all.find(({ name }) => name === prefix);
    if (provider && rest !== '') return modelOf(provider, rest);
    if (provider || this.known.includes(prefix)) throw this.unknown(named, prefix);
    return modelOf(this.default, named);
  }

  /** The default one is closed by whoever made it known as PROVIDER. */
  async onApplicationShutdown(signal?: string): Promise<void> {
    await Promise.all(this.all.slice(1).map((provider) => (closes(provider) ? provider.onApplicationShutdown(signal) : undefined)));
  }

  private unknown(named: string, prefix: string): DomainError {
    const names = this.all.map(({ name }) => name);
    if (names.includes(prefix)) return new DomainError('unknown_model', `"${named}" names no model of ${prefix}. GET /models lists what there is.`);
    return new DomainError('unknown_model', `The provider ${prefix} is not configured: ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'}. Name a model of ${names.length === 1 ? 'it' : 'these'}, or add ${prefix} to PROVIDERS.`);
  }
}

const modelOf = (provider: LlmProvider, name: string): ChosenModel => ({ provider, name, id: `${provider.name}/${name}` });

const closes = (provider: object): provider is OnApplicationShutdown => 'onApplicationShutdown' in provider;
