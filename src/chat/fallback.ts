import { Injectable, Logger } from '@nestjs/common';
import { BrokenCircuitError, circuitBreaker, type CircuitBreakerPolicy, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { SettingsError } from '../config/load-settings.js';
import { Settings } from '../config/settings.js';
import type { ErrorCode } from '../errors/codes.js';
import { DomainError, ProviderError } from '../errors/domain.error.js';
import { type ChosenModel, ProviderRegistry } from '../providers/provider-registry.js';

/** Faults that another provider does not have. */
const NOT_AVAILABLE = new Set<ErrorCode>(['provider_unavailable', 'provider_busy', 'provider_timeout', 'model_loading']);
/** Failures in a row after which a provider is left alone, and for how long. */
const FAILURES = 3;
const LEFT_ALONE_MS = 15_000;

/** Asks another model when the one that was chosen is not available, before its first word; leaves a provider alone for a while that keeps failing. */
@Injectable()
export class Fallback {
  private readonly logger = new Logger('Providers');
  private readonly model: ChosenModel | undefined;
  private readonly breakers = new Map<string, CircuitBreakerPolicy>();

  constructor({ FALLBACK }: Settings, providers: ProviderRegistry) {
    this.model = FALLBACK === undefined ? undefined : fallbackModel(FALLBACK, providers);
  }

  /** `begin` asks a model and returns at its first word. */
  async ask<T>(model: ChosenModel, signal: AbortSignal, begin: (model: ChosenModel) => Promise<T>): Promise<T> {
    const other = this.model;
    if (!other || other.id === model.id) return begin(model);
    try {
      return await this.watched(model, () => begin(model));
    } catch (error) {
      if (signal.aborted || !isNotAvailable(error)) throw error;
      this.logger.warn(`${model.id} is not available (${error.code}): ${other.id} is asked instead.`);
      return await begin(other).catch((second: unknown) => {
        throw signal.aborted ? signal.reason : bothFailed(error, other, second);
      });
    }
  }

  private async watched<T>({ provider: { name } }: ChosenModel, ask: () => Promise<T>): Promise<T> {
    const breaker = this.breakers.get(name) ?? circuitBreaker(handleWhen(isNotAvailable), { halfOpenAfter: LEFT_ALONE_MS, breaker: new ConsecutiveBreaker(FAILURES) });
    this.breakers.set(name, breaker);
    // While one question tries it again, the others do not wait for that.
    if (breaker.state === CircuitState.HalfOpen) throw leftAlone(name);
    try {
      return await breaker.execute(ask);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? leftAlone(name) : error;
    }
  }
}

function fallbackModel(named: string, providers: ProviderRegistry): ChosenModel {
  try {
    return providers.find(named);
  } catch (error) {
    throw new SettingsError(`The server cannot start: FALLBACK must be a model of a configured provider, such as openai/gpt-4.1-mini. ${error instanceof Error ? error.message : ''}`);
  }
}

const isNotAvailable = (error: unknown): error is DomainError => error instanceof DomainError && NOT_AVAILABLE.has(error.code);

const leftAlone = (name: string): ProviderError => new ProviderError('provider_unavailable', `${name} failed ${FAILURES} times in a row and is left alone for ${LEFT_ALONE_MS / 1000} s.`);

function bothFailed(first: DomainError, other: ChosenModel, second: unknown): unknown {
  if (!(second instanceof DomainError)) return second;
  return new ProviderError(first.code, `${first.message} The fallback ${other.id} failed, too: ${second.message}`, { retryAfterSeconds: first.retryAfterSeconds });
}
