import { Injectable } from '@nestjs/common';
import { DomainError, ProviderError } from '../errors/domain.error.js';
import type { LlmProvider, ModelInfo } from '../providers/llm-provider.js';
import { ProviderRegistry } from '../providers/provider-registry.js';
import { waitFor, within } from '../providers/waiting.js';
import type { ModelDto, ModelListDto, UnavailableProviderDto } from './models.dto.js';

/** How long a provider may take to tell its models; the others do not wait longer for it. */
const ASKED_FOR_MS = 2500;

type Told = { readonly models: readonly ModelDto[] } | { readonly fault: UnavailableProviderDto };

/** What every configured provider offers; one that is down, or silent, is named instead. */
@Injectable()
export class ModelList {
  constructor(private readonly providers: ProviderRegistry) {}

  async read(): Promise<ModelListDto> {
    const told = await Promise.all(this.providers.all.map((provider) => this.toldBy(provider)));
    return {
      models: told.flatMap((one) => ('models' in one ? one.models : [])),
      unavailable: told.flatMap((one) => ('fault' in one ? [one.fault] : [])),
      success: true,
    };
  }

  private async toldBy(provider: LlmProvider): Promise<Told> {
    const tooSlow = (): Error => new ProviderError('provider_timeout', `${provider.name} did not tell its models within ${ASKED_FOR_MS / 1000} s.`);
    try {
      const models = await within(ASKED_FOR_MS, tooSlow, undefined, (signal) => waitFor(provider.models(signal), signal));
      return { models: models.map((model) => this.view(provider, model)) };
    } catch (error) {
      const { code, message } = error instanceof DomainError ? error : new ProviderError('provider_failed', `${provider.name} failed in a way it should not.`);
      return { fault: { provider: provider.name, code, message } };
    }
  }

  private view(provider: LlmProvider, { name, window, capabilities }: ModelInfo): ModelDto {
    const id = `${provider.name}/${name}`;
    return { id, provider: provider.name, name, ...(window === undefined ? {} : { context_length: window }), ...(capabilities ? { capabilities } : {}), default: id === this.providers.defaultModel.id };
  }
}
