import { Inject, Injectable } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult, type HealthIndicatorResult } from '@nestjs/terminus';
import { DomainError } from '../errors/domain.error.js';
import type { LlmProvider } from '../providers/llm-provider.js';
import { ProviderRegistry } from '../providers/provider-registry.js';
import { CHAT_REPOSITORY, type ChatRepository } from '../storage/chat-repository.js';

const CHECK_TIMEOUT_MS = 5000;
const OF_THE_MODEL = new Set(['model_not_found', 'model_loading']);

/** Whether a question could be answered now, part by part: the default provider, its model, the storage. */
@Injectable()
export class Readiness {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly providers: ProviderRegistry,
    @Inject(CHAT_REPOSITORY) private readonly chats: ChatRepository,
  ) {}

  async check(): Promise<HealthCheckResult> {
    const { default: provider, all } = this.providers;
    const [fault, ...others] = await Promise.all(all.map((one) => providerFault(one)));
    const ofModel = fault !== undefined && OF_THE_MODEL.has(fault.code);
    const beside = others.map((other, index) => reportOf(all[index + 1]!, other));
    return this.health.check([
      () => this.report('provider', { name: provider.name, ...(beside.length === 0 ? {} : { others: beside }) }, ofModel ? undefined : fault),
      () => this.report('model', { name: provider.model }, ofModel ? fault : unknownBehind(fault)),
      async () => this.report('storage', {}, await faultOf(() => this.chats.check())),
    ]);
  }

  private report(part: string, facts: Record<string, unknown>, fault: DomainError | undefined): HealthIndicatorResult {
    const indicator = this.indicators.check(part);
    return fault ? indicator.down({ ...facts, code: fault.code, message: fault.message }) : indicator.up(facts);
  }
}

const providerFault = (provider: LlmProvider): Promise<DomainError | undefined> => faultOf(() => provider.check(AbortSignal.timeout(CHECK_TIMEOUT_MS)));

/** A provider beside the default one: it is told of, and decides nothing. */
const reportOf = ({ name, model }: LlmProvider, fault: DomainError | undefined): object =>
  fault ? { name, model, status: 'down', code: fault.code, message: fault.message } : { name, model, status: 'up' };

/** Behind a provider that is not there nobody knows of its model. */
const unknownBehind = (fault: DomainError | undefined): DomainError | undefined => fault && new DomainError(fault.code, 'Not known while the provider is down.');

async function faultOf(check: () => Promise<void>): Promise<DomainError | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    return error instanceof DomainError ? error : new DomainError('provider_unavailable', 'It did not answer in time.');
  }
}
