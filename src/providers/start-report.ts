import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DomainError } from '../errors/domain.error.js';
import { type LlmProvider, PROVIDER } from './llm-provider.js';

const CHECK_TIMEOUT_MS = 5000;

/** Says at the start, which does not wait for it, why no question could be answered now. A model that is on its way tells of itself. */
@Injectable()
export class StartReport implements OnApplicationBootstrap {
  private readonly logger = new Logger('Providers');

  constructor(@Inject(PROVIDER) private readonly provider: LlmProvider) {}

  onApplicationBootstrap(): void {
    void this.provider.check(AbortSignal.timeout(CHECK_TIMEOUT_MS)).catch((error: unknown) => {
      if (error instanceof DomainError && error.code !== 'model_loading') this.logger.warn(error.message);
    });
  }
}
