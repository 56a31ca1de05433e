import { Inject, Injectable, Logger } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { buildPrompt, overflowOf, type PromptSource } from '../conversation/prompt.js';
import { TokenEstimator } from '../conversation/tokens.js';
import { DomainError, ProviderError } from '../errors/domain.error.js';
import { type LlmProvider, PROVIDER, type ProviderEvent, type ReadyModel } from '../providers/llm-provider.js';
import type { Generation } from './answer.js';
import { SilenceLimit } from './silence.js';
import type { Turn } from './turn.js';

/** How long a question waits, before it is accepted, for a window that is not known yet. */
const WINDOW_WAIT_MS = 1000;

/** Asks the model: what fits its window goes out, what it says goes into the turn. */
@Injectable()
export class Answering {
  private readonly logger = new Logger(Answering.name);
  private readonly estimator = new TokenEstimator();
  private ready: ReadyModel | undefined;

  constructor(
    @Inject(PROVIDER) private readonly provider: LlmProvider,
    private readonly settings: Settings,
  ) {}

  get model(): string {
    return `${this.provider.name}/${this.provider.model}`;
  }

  /** About how many bytes of history a prompt can hold. */
  get historyBytes(): number {
    return (this.ready?.window ?? 8192) * 6;
  }

  /** What refuses a question that cannot fit; refuses nothing while the window cannot be known. */
  async admission(question: string): Promise<(systemPrompt: string) => void> {
    const window = (this.ready ?? (await this.readyNow()))?.window;
    return (systemPrompt) => {
      if (window !== undefined) this.refuseOverflow(systemPrompt, question, window);
    };
  }

  /** Fills the turn with the model's answer and tells how it ended. Throws what went wrong; the turn keeps what had come. */
  async generate(turn: Turn, source: PromptSource, generation: Generation): Promise<'stop' | 'length'> {
    const { FIRST_TOKEN_TIMEOUT_MS, IDLE_TIMEOUT_MS } = this.settings;
    const silence = new SilenceLimit(FIRST_TOKEN_TIMEOUT_MS, IDLE_TIMEOUT_MS, (reason) => turn.abort(reason));
    try {
      const ready = await this.prepare(turn, silence);
      this.refuseOverflow(source.system, source.question, ready.window);
      const prompt = buildPrompt(source, ready.window, (line) => this.estimator.tokensOf(line));
      Object.assign(generation, { prompt, window: ready.window });
      const request = { model: ready.name, messages: prompt.messages, settings: { temperature: this.settings.TEMPERATURE } };
      return await this.pull(turn, this.provider.stream(request, turn.signal), silence, generation);
    } catch (error) {
      throw turn.signal.aborted ? turn.signal.reason : this.known(error);
    } finally {
      silence.clear();
      turn.transcript.end();
      generation.answerTokens = this.estimator.tokensIn(turn.transcript.bytes);
    }
  }

  private async prepare(turn: Turn, silence: SilenceLimit): Promise<ReadyModel> {
    const preparing = this.provider.prepare(this.provider.model, turn.signal);
    for (;;) {
      const { done, value } = await preparing.next();
      if (done) return (this.ready = value);
      silence.heard(false);
      turn.progress(value);
    }
  }

  private async pull(turn: Turn, events: AsyncIterable<ProviderEvent>, silence: SilenceLimit, generation: Generation): Promise<'stop' | 'length'> {
    for await (const event of events) {
      silence.heard(event.type !== 'progress');
      if (event.type === 'progress') turn.progress(event);
      else if (event.type === 'finish') {
        if (event.usage) this.learn(event.usage, generation);
        return event.reason;
      } else {
        generation.firstTokenAt ??= performance.now();
        turn.append(event.type === 'text-delta' ? 'text' : 'reasoning', event.text);
        if (turn.transcript.bytes > this.settings.MAX_ANSWER_BYTES) throw this.tooLong();
      }
    }
    throw new ProviderError('provider_failed', `${this.provider.name} ended its answer without saying that it was finished.`);
  }

  private learn(usage: NonNullable<Generation['usage']>, generation: Generation): void {
    generation.usage = usage;
    if (generation.prompt && usage.prompt_tokens > 0) this.estimator.learn(generation.prompt.messages, usage.prompt_tokens);
  }

  /** The model when it is ready at once; a wait or a fault here is left to the turn, which reports it. */
  private async readyNow(): Promise<ReadyModel | undefined> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new ProviderError('provider_timeout', 'The model is not ready yet.')), WINDOW_WAIT_MS);
    const preparing = this.provider.prepare(this.provider.model, controller.signal);
    try {
      const { done, value } = await preparing.next();
      return done ? (this.ready = value) : undefined;
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
      controller.abort();
    }
  }

  private refuseOverflow(system: string, question: string, window: number): void {
    const over = overflowOf(system, question, window, (line) => this.estimator.tokensOf(line));
    if (over > 0) throw new DomainError('context_overflow', `The question is about ${over} tokens too long for this model: its window is ${window} tokens, and room for an answer is kept free. Shorten it, or run the model with a larger window.`);
  }

  private tooLong(): ProviderError {
    return new ProviderError('provider_failed', `The answer grew beyond ${this.settings.MAX_ANSWER_BYTES} bytes and was cut off. MAX_ANSWER_BYTES raises the limit.`);
  }

  private known(error: unknown): DomainError {
    if (error instanceof DomainError) return error;
    this.logger.error(`Unexpected failure of provider ${this.provider.name}: ${error instanceof Error ? error.name : typeof error}`);
    return new ProviderError('provider_failed', `${this.provider.name} failed in a way it should not. The log names it.`);
  }
}
