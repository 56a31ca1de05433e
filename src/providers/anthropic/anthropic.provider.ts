import { type GenerationSettings, type SettingName, settingsAmong } from '../../conversation/generation-settings.js';
import type { CompletionRequest, LlmProvider, ModelInfo, ProgressEvent, ProviderEvent, ReadyModel } from '../llm-provider.js';
import { AnthropicClient } from './anthropic.client.js';
import type { AnthropicSettings } from './anthropic.settings.js';
import { thinkingOf } from './anthropic.thinking.js';
import { AnswerEvents, messagesBody } from './anthropic.wire.js';
import { knownWindow } from './anthropic.windows.js';

/** Models behind Anthropic's Messages API. */
export class AnthropicProvider implements LlmProvider {
  readonly name = 'anthropic';
  readonly model: string;
  private readonly client: AnthropicClient;

  constructor(private readonly settings: AnthropicSettings) {
    this.model = settings.ANTHROPIC_MODEL;
    this.client = new AnthropicClient(settings);
  }

  // oxlint-disable-next-line require-yield -- these models are always there
  async *prepare(model: string, signal: AbortSignal): AsyncGenerator<ProgressEvent, ReadyModel, void> {
    signal.throwIfAborted();
    return this.ready(model);
  }

  async *stream(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void, void> {
    signal.throwIfAborted();
    const { window } = this.ready(request.model);
    const maxTokens = Math.min(request.settings.max_tokens ?? this.settings.ANTHROPIC_MAX_TOKENS, window);
    const answer = new AnswerEvents();
    for await (const event of this.client.answer(messagesBody(request, maxTokens), signal)) yield* answer.read(event);
    yield { type: 'finish', reason: this.reasonOf(answer, window, maxTokens), usage: answer.usage };
  }

  /** The API takes no temperature and no seed, and a short answer has no room for thoughts. */
  ignored(model: string, settings: GenerationSettings): readonly SettingName[] {
    const cannotThink = settings.think !== undefined && thinkingOf(model, settings.think, settings.max_tokens ?? this.settings.ANTHROPIC_MAX_TOKENS) === undefined;
    return settingsAmong(settings, ['temperature', 'seed', ...(cannotThink ? (['think'] as const) : [])]);
  }

  async models(signal: AbortSignal): Promise<readonly ModelInfo[]> {
    const names = (await this.client.models(signal)) ?? [];
    return [...new Set([this.model, ...names])].map((name) => this.ready(name));
  }

  async check(signal: AbortSignal, model = this.model): Promise<void> {
    await this.client.requireModel(model, signal);
  }

  private ready(model: string): ReadyModel {
    return { name: model, window: this.settings.ANTHROPIC_CONTEXT ?? knownWindow(model) };
  }

  /** An answer that would go on is cut (`length`); one that was declined, or has no room for a word, is none. */
  private reasonOf({ stop, isEmpty }: AnswerEvents, window: number, maxTokens: number): 'stop' | 'length' {
    switch (stop.reason) {
      case 'refusal':
        throw this.client.errors.declined(stop.category);
      case 'model_context_window_exceeded':
        if (isEmpty) throw this.client.errors.overflow(window);
        return 'length';
      case 'max_tokens':
        if (isEmpty) throw this.client.errors.thoughtTooLong(maxTokens);
        return 'length';
      case 'pause_turn':
        return 'length';
      default:
        return 'stop';
    }
  }
}
