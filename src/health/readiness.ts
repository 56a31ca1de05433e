import { Inject, Injectable } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult, type HealthIndicatorResult } from '@nestjs/terminus';
import { DomainError } from '../errors/domain.error.js';
import { type LlmProvider, PROVIDER } from '../providers/llm-provider.js';
import { CHAT_REPOSITORY, type ChatRepository } from '../storage/chat-repository.js';

const CHECK_TIMEOUT_MS = 5000;
const OF_THE_MODEL = new Set(['model_not_found', 'model_loading']);

/** Whether a question could be answered now, part by part: the provider, its model, the storage. */
@Injectable()
export class Readiness {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(PROVIDER) private readonly provider: LlmProvider,
    @Inject(CHAT_REPOSITORY) private readonly chats: ChatRepository,
  ) {}

  async check(): Promise<HealthCheckResult> {
    const fault = await faultOf(() => this.provider.check(AbortSignal.timeout(CHECK_TIMEOUT_MS)));
    const ofModel = fault !== undefined && OF_THE_MODEL.has(fault.code);
    const name = this.provider.name;
    return this.health.check([
      () => this.report('provider', { name }, ofModel ? undefined : fault),
      () => this.report('model', { name: this.provider.model }, ofModel ? fault : unknownBehind(fault)),
      async () => this.report('storage', {}, await faultOf(() => this.chats.check())),
    ]);
  }

  private report(part: string, facts: Record<string, string>, fault: DomainError | undefined): HealthIndicatorResult {
    const indicator = this.indicators.check(part);
    return fault ? indicator.down({ ...facts, code: fault.code, message: fault.message }) : indicator.up(facts);
  }
}

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
