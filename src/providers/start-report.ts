import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DomainError } from '../errors/domain.error.js';
import { ProviderRegistry } from './provider-registry.js';

const CHECK_TIMEOUT_MS = 5000;

/** Says at the start, which does not wait for it, why no question could be answered now. A model that is on its way tells of itself. */
@Injectable()
export class StartReport implements OnApplicationBootstrap {
  private readonly logger = new Logger('Providers');

  constructor(private readonly providers: ProviderRegistry) {}

  onApplicationBootstrap(): void {
    for (const provider of this.providers.all) {
      void provider.check(AbortSignal.timeout(CHECK_TIMEOUT_MS)).catch((error: unknown) => {
        if (error instanceof DomainError && error.code !== 'model_loading') this.logger.warn(error.message);
      });
    }
  }
}
