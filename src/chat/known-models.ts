import { Injectable } from '@nestjs/common';
import { TokenEstimator } from '../conversation/tokens.js';
import { ProviderError } from '../errors/domain.error.js';
import type { ProgressEvent, ReadyModel } from '../providers/llm-provider.js';
import type { ChosenModel } from '../providers/provider-registry.js';

/** How long a question waits, before it is accepted, for a window that is not known yet. */
const WINDOW_WAIT_MS = 1000;

/** What was learned of a model from asking it. */
export interface KnownModel {
  readonly estimator: TokenEstimator;
  ready?: ReadyModel;
}

/** The models that were asked: their windows, and how their tokens are guessed. */
@Injectable()
export class KnownModels {
  private readonly known = new Map<string, KnownModel>();

  of({ id }: ChosenModel): KnownModel {
    const known = this.known.get(id) ?? { estimator: new TokenEstimator() };
    this.known.set(id, known);
    return known;
  }

  /** Waits until the model can be asked, with progress. */
  async *prepare(model: ChosenModel, signal: AbortSignal): AsyncGenerator<ProgressEvent, ReadyModel, void> {
    return (this.of(model).ready = yield* model.provider.prepare(model.name, signal));
  }

  /** The window when it is known at once; a wait or a fault here is left to the turn, which reports it. */
  async windowNow(model: ChosenModel): Promise<number | undefined> {
    return (this.of(model).ready ?? (await this.readyNow(model)))?.window;
  }

  private async readyNow(model: ChosenModel): Promise<ReadyModel | undefined> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new ProviderError('provider_timeout', 'The model is not ready yet.')), WINDOW_WAIT_MS);
    try {
      const { done, value } = await this.prepare(model, controller.signal).next();
      return done ? value : undefined;
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
      controller.abort();
    }
  }
}
