import type { GenerationSettings, SettingName } from '../../src/conversation/generation-settings.js';
import { ProviderError } from '../../src/errors/domain.error.js';
import type { CompletionRequest, LlmProvider, ModelInfo, ProviderEvent, ReadyModel } from '../../src/providers/llm-provider.js';
import { LLM_PROVIDER_CONTRACT, type ProviderUnderTest } from './llm-provider.contract.js';

/** A provider that does everything right in memory, for the broken ones to differ from it in one thing. */
class SoundProvider implements LlmProvider {
  readonly name = 'sound';
  readonly model = 'one';
  working = 0;
  silent: 'before the first token' | 'after the first token' | undefined;

  // oxlint-disable-next-line require-yield -- it is ready
  async *prepare(model: string, signal: AbortSignal): AsyncGenerator<never, ReadyModel, void> {
    signal.throwIfAborted();
    return { name: model, window: this.window() };
  }

  async *stream(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void, void> {
    signal.throwIfAborted();
    if (request.model !== this.model) throw this.unknown(request);
    this.working++;
    const release = this.releaseOn(signal);
    try {
      if (this.silent === 'before the first token') await this.silence(signal);
      yield { type: 'text-delta', text: 'Paris' };
      if (this.silent) await this.silence(signal);
      yield* this.end();
    } finally {
      release();
    }
  }

  models(): Promise<ModelInfo[]> {
    return Promise.resolve([{ name: this.model }]);
  }
  ignored(_model: string, { think }: GenerationSettings): readonly SettingName[] {
    return think === undefined ? [] : ['think'];
  }
  check(_signal: AbortSignal, model = this.model): Promise<void> {
    return model === this.model ? Promise.resolve() : Promise.reject(this.unknown({ model, messages: [], settings: {} }));
  }

  protected window(): number {
    return 4096;
  }
  protected *end(): Generator<ProviderEvent, void, void> {
    yield { type: 'finish', reason: 'stop', usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 } };
  }
  protected unknown({ model }: CompletionRequest): Error {
    return new ProviderError('model_not_found', `There is no model ${model}.`);
  }
  /** Work ends once: with the abort, or with the reader. */
  protected releaseOn(signal: AbortSignal): () => void {
    const release = (): void => {
      signal.removeEventListener('abort', release);
      this.working = 0;
    };
    signal.addEventListener('abort', release);
    return release;
  }
  protected async silence(signal: AbortSignal): Promise<void> {
    // oxlint-disable-next-line prefer-promise-reject-errors -- the reason is what the caller gave
    await new Promise<never>((_resolve, reject) => (signal.aborted ? reject(signal.reason) : signal.addEventListener('abort', () => reject(signal.reason), { once: true })));
  }
}

class Guesser extends SoundProvider {
  private guess = 4096;
  protected override window(): number {
    return this.guess++;
  }
}
class Unending extends SoundProvider {
  protected override *end(): Generator<ProviderEvent, void, void> {}
}
class Stutterer extends SoundProvider {
  protected override *end(): Generator<ProviderEvent, void, void> {
    yield* super.end();
    yield* super.end();
  }
}
class Innumerate extends SoundProvider {
  protected override *end(): Generator<ProviderEvent, void, void> {
    yield { type: 'finish', reason: 'stop' };
  }
}
class Deaf extends SoundProvider {
  protected override async silence(): Promise<void> {
    await new Promise<never>(() => undefined);
  }
}
class Hoarder extends SoundProvider {
  protected override releaseOn(): () => void {
    return () => undefined;
  }
}
class LeakyListener extends SoundProvider {
  protected override releaseOn(signal: AbortSignal): () => void {
    signal.addEventListener('abort', () => (this.working = 0));
    return () => (this.working = 0);
  }
}
class Talkative extends SoundProvider {
  protected override unknown(request: CompletionRequest): Error {
    return new ProviderError('model_not_found', `There is no model ${request.model}.`, { cause: { config: { data: JSON.stringify(request) } } });
  }
}

class Yes extends SoundProvider {
  override check(): Promise<void> {
    return Promise.resolve();
  }
}
class Excuse extends SoundProvider {
  override ignored(): readonly SettingName[] {
    return ['seed'];
  }
}
class Endless extends SoundProvider {
  protected override *end(): Generator<ProviderEvent, void, void> {
    yield { type: 'finish', reason: 'stop', usage: { prompt_tokens: 3, completion_tokens: 900, total_tokens: 903 } };
  }
}

/** In memory; `idle` tries for as long as the check lets it. */
const subjectOf = (provider: SoundProvider): ProviderUnderTest => ({
  provider,
  promptlyMs: 150,
  fallSilent: (when) => (provider.silent = when),
  idle: async () => {
    if (provider.working > 0) await new Promise<never>(() => undefined);
  },
  close: () => Promise.resolve(),
});

const faultsOf = async (make: () => SoundProvider): Promise<string[]> => {
  const outcomes = await Promise.allSettled(LLM_PROVIDER_CONTRACT.map(async ({ run }) => await run(subjectOf(make()))));
  return LLM_PROVIDER_CONTRACT.filter((_check, index) => outcomes[index]?.status === 'rejected').map(({ name }) => name);
};

describe('the contract of providers', () => {
  it('finds nothing wrong with a sound provider', async () => {
    expect(await faultsOf(() => new SoundProvider())).toEqual([]);
  });

  it.each([
    ['guesses a new window each time', () => new Guesser(), 'makes its model ready and tells its window, the same each time'],
    ['ends without a finish', () => new Unending(), 'gives deltas, then exactly one finish, then nothing'],
    ['finishes twice', () => new Stutterer(), 'gives deltas, then exactly one finish, then nothing'],
    ['counts nothing', () => new Innumerate(), 'counts the tokens of question and answer'],
    ['does not hear an abort before the first token', () => new Deaf(), 'gives the abort’s reason at once, before the first token'],
    ['does not hear an abort in the middle', () => new Deaf(), 'gives the abort’s reason at once, in the middle of an answer'],
    ['goes on working when nobody reads', () => new Hoarder(), 'lets go on abort although nobody is reading'],
    ['goes on working when the reader has left', () => new Hoarder(), 'lets go when the reader leaves'],
    ['keeps a listener', () => new LeakyListener(), 'leaves no listener on the signal'],
    ['has every model that it is asked about', () => new Yes(), 'says of another model that it is not there'],
    ['names a setting that was not set', () => new Excuse(), 'answers whatever is set, and names what it did not obey'],
    ['says more than it may', () => new Endless(), 'gives no more text than was asked for'],
    ['gives the whole question away with an error', () => new Talkative(), 'says that it has no such model, and nothing of the question'],
  ])('catches a provider that %s', async (_what, make, check) => {
    expect(await faultsOf(make)).toContain(check);
  });
});
