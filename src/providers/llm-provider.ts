import type { Role, TokenUsage } from '../conversation/chat.js';
import type { GenerationSettings, SettingName } from '../conversation/generation-settings.js';

/** Resolves to the configured provider; of several, to the first, the default one. */
export const PROVIDER = Symbol('PROVIDER');

export interface PromptMessage {
  readonly role: Role;
  readonly content: string;
}

export interface CompletionRequest {
  readonly model: string;
  readonly messages: readonly PromptMessage[];
  readonly settings: GenerationSettings;
}

export interface ModelInfo {
  readonly name: string;
  /** Tokens that prompt and answer may fill together, as this provider will run the model; absent where it is not known yet. */
  readonly window?: number;
  /** What it can besides answering (`thinking`, `vision`, `tools`, …), in the provider's words; absent where it is not told. */
  readonly capabilities?: readonly string[];
}

/** A model that can be asked now, and its window in tokens. */
export type ReadyModel = ModelInfo & { readonly window: number };

export interface ProgressEvent {
  readonly type: 'progress';
  readonly phase: 'queued' | 'loading' | 'prompt';
  readonly percent?: number;
}

export type ProviderEvent =
  | ProgressEvent
  | { readonly type: 'reasoning-delta' | 'text-delta'; readonly text: string }
  | { readonly type: 'finish'; readonly reason: 'stop' | 'length'; readonly usage?: TokenUsage };

/** A place that runs language models. Every failure is a ProviderError whose message names the thing to do. */
export interface LlmProvider {
  readonly name: string;
  /** The name of the model that is asked when nobody names one. */
  readonly model: string;
  /**
   * Makes a model ready to be asked: waits, with progress, for one that is on its way, and tells its window, decided once a
   * model. Immediate when it is ready already.
   */
  prepare(model: string, signal: AbortSignal): AsyncGenerator<ProgressEvent, ReadyModel, void>;
  /** Progress and deltas, then exactly one `finish`; an end without it is thrown as a failure. Leaving the loop frees the connection. */
  stream(request: CompletionRequest, signal: AbortSignal): AsyncIterable<ProviderEvent>;
  /** Of these settings, those that this model does not obey, as far as is known; asked anew when it has answered. */
  ignored(model: string, settings: GenerationSettings): readonly SettingName[];
  models(signal: AbortSignal): Promise<readonly ModelInfo[]>;
  /** Ready to answer, with its own model or another? Throws what is wrong and what to do. */
  check(signal: AbortSignal, model?: string): Promise<void>;
}
