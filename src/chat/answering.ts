import { Injectable, Logger } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { type GenerationSettings, settingsAmong, settingsGiven, settingsWithout } from '../conversation/generation-settings.js';
import { buildPrompt, overflowOf, type PromptSource } from '../conversation/prompt.js';
import type { TokenEstimator } from '../conversation/tokens.js';
import { DomainError, ProviderError } from '../errors/domain.error.js';
import type { ProviderEvent, ReadyModel } from '../providers/llm-provider.js';
import type { ChosenModel } from '../providers/provider-registry.js';
import type { Generation } from './answer.js';
import { Fallback } from './fallback.js';
import { KnownModels } from './known-models.js';
import { SilenceLimit } from './silence.js';
import type { Turn } from './turn.js';

/** What a model is asked, and where its answer goes. */
export interface Inquiry {
  readonly turn: Turn;
  readonly source: PromptSource;
  readonly model: ChosenModel;
  /** What the request set. */
  readonly settings?: GenerationSettings;
}

/** What is known of a question before its model is asked. */
export interface Admission {
  /** Refuses a question that cannot fit; nothing while the window cannot be known. */
  readonly admit: (systemPrompt: string) => void;
  /** About how many bytes of history a prompt can hold. */
  readonly historyBytes: number;
}

/** An answer whose first word is there. */
interface BegunAnswer {
  readonly first: IteratorResult<ProviderEvent, void>;
  readonly rest: AsyncIterator<ProviderEvent, void>;
}

const UNKNOWN_WINDOW = 8192;

/** Asks the model: what fits its window goes out, what it says goes into the turn. */
@Injectable()
export class Answering {
  private readonly logger = new Logger(Answering.name);

  constructor(
    private readonly models: KnownModels,
    private readonly fallback: Fallback,
    private readonly settings: Settings,
  ) {}

  async admission(model: ChosenModel, question: string): Promise<Admission> {
    const window = await this.models.windowNow(model);
    const admit = (system: string): void => {
      if (window !== undefined) this.refuseOverflow(this.models.of(model).estimator, { system, question }, window);
    };
    return { admit, historyBytes: (window ?? UNKNOWN_WINDOW) * 6 };
  }

  /** Fills the turn with the model's answer and tells how it ended. Throws what went wrong; the turn keeps what had come. */
  async generate(inquiry: Inquiry, generation: Generation): Promise<'stop' | 'length'> {
    const { turn, model } = inquiry;
    const { FIRST_TOKEN_TIMEOUT_MS, IDLE_TIMEOUT_MS } = this.settings;
    const silence = new SilenceLimit(FIRST_TOKEN_TIMEOUT_MS, IDLE_TIMEOUT_MS, (reason) => turn.abort(reason));
    try {
      const begun = await this.fallback.ask(model, turn.signal, (one) => this.begin({ ...inquiry, model: one }, silence, generation));
      return await this.pull(turn, begun, silence, generation);
    } catch (error) {
      throw turn.signal.aborted ? turn.signal.reason : this.known(error, generation.model ?? model);
    } finally {
      silence.clear();
      turn.transcript.end();
      this.learn(inquiry, generation);
    }
  }

  /** Asks a model, and returns at its first word. */
  private async begin({ turn, source, model, settings }: Inquiry, silence: SilenceLimit, generation: Generation): Promise<BegunAnswer> {
    const { estimator } = this.models.of(model);
    const ready = await this.prepare(turn, model, silence);
    this.refuseOverflow(estimator, source, ready.window);
    const prompt = buildPrompt(source, ready.window, (line) => estimator.tokensOf(line));
    Object.assign(generation, { model, prompt, window: ready.window });
    const request = { model: ready.name, messages: prompt.messages, settings: { ...this.defaults(), ...settings } };
    const rest = model.provider.stream(request, turn.signal)[Symbol.asyncIterator]();
    for (;;) {
      const first = await rest.next();
      if (first.done || first.value.type !== 'progress') return { first, rest };
      silence.heard(false);
      turn.progress(first.value);
    }
  }

  /** How questions are answered that do not say. */
  private defaults(): GenerationSettings {
    const { TEMPERATURE: temperature, MAX_TOKENS: max_tokens, SEED: seed, THINK: think } = this.settings;
    return settingsGiven({ temperature, max_tokens, seed, think });
  }

  private async prepare(turn: Turn, model: ChosenModel, silence: SilenceLimit): Promise<ReadyModel> {
    const preparing = this.models.prepare(model, turn.signal);
    for (;;) {
      const { done, value } = await preparing.next();
      if (done) return value;
      silence.heard(false);
      turn.progress(value);
    }
  }

  private async pull(turn: Turn, { first, rest }: BegunAnswer, silence: SilenceLimit, generation: Generation): Promise<'stop' | 'length'> {
    try {
      for (let next = first; !next.done; next = await rest.next()) {
        const event = next.value;
        silence.heard(event.type !== 'progress');
        if (event.type === 'progress') turn.progress(event);
        else if (event.type === 'finish') {
          generation.usage = event.usage;
          return event.reason;
        } else {
          generation.firstTokenAt ??= performance.now();
          turn.append(event.type === 'text-delta' ? 'text' : 'reasoning', event.text);
          if (turn.transcript.bytes > this.settings.MAX_ANSWER_BYTES) throw this.tooLong();
        }
      }
    } finally {
      await rest.return?.();
    }
    throw new ProviderError('provider_failed', `${turn.head.model} ended its answer without saying that it was finished.`);
  }

  /** What the model's answer teaches: how its tokens count, and how it was really asked. */
  private learn({ turn, settings = {} }: Inquiry, generation: Generation): void {
    const { model, usage, prompt } = generation;
    if (!model || !prompt) return;
    const { estimator } = this.models.of(model);
    if (usage && usage.prompt_tokens > 0) estimator.learn(prompt.messages, usage.prompt_tokens);
    generation.answerTokens = estimator.tokensIn(turn.transcript.bytes);
    Object.assign(generation, obeyed(model, { ...this.defaults(), ...settings }, settings));
  }

  private refuseOverflow(estimator: TokenEstimator, { system, question }: Pick<PromptSource, 'system' | 'question'>, window: number): void {
    const over = overflowOf(system, question, window, (line) => estimator.tokensOf(line));
    if (over > 0) throw new DomainError('context_overflow', `The question is about ${over} tokens too long for this model: its window is ${window} tokens, and room for an answer is kept free. Shorten it, or run the model with a larger window.`);
  }

  private tooLong(): ProviderError {
    return new ProviderError('provider_failed', `The answer grew beyond ${this.settings.MAX_ANSWER_BYTES} bytes and was cut off. MAX_ANSWER_BYTES raises the limit.`);
  }

  private known(error: unknown, { provider }: ChosenModel): DomainError {
    if (error instanceof DomainError) return error;
    this.logger.error(`Unexpected failure of provider ${provider.name}: ${error instanceof Error ? error.name : typeof error}`);
    return new ProviderError('provider_failed', `${provider.name} failed in a way it should not. The log names it.`);
  }
}

/** How the model was really asked, and what of the request it does not obey. */
function obeyed({ provider, name }: ChosenModel, wished: GenerationSettings, asked: GenerationSettings): Pick<Generation, 'settings' | 'ignored'> {
  const ignored = provider.ignored(name, wished);
  return { settings: settingsWithout(wished, ignored), ignored: settingsAmong(asked, ignored) };
}
