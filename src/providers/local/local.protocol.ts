import type { GenerationSettings } from '../../conversation/generation-settings.js';
import type { PromptMessage, ProviderEvent } from '../llm-provider.js';

/** What the server says to the process that runs the model. `load` comes first and once. */
export type ToChild =
  | { readonly type: 'load'; readonly file: string; readonly threads?: number; readonly window?: number; readonly maxTokens?: number }
  | { readonly type: 'ask'; readonly id: number; readonly messages: readonly PromptMessage[]; readonly settings: GenerationSettings }
  | { readonly type: 'stop'; readonly id: number };

/** How an answer ends that has no `finish`. */
export type AskFailure = 'context_overflow' | 'provider_failed';

/**
 * What that process says. `loading`, then `ready` or `unusable` (after which it ends). For each `ask` its events, ending in
 * `finish` or `failed`; nothing more after a `stop`, but for what was already on its way.
 */
export type FromChild =
  | { readonly type: 'loading'; readonly percent: number }
  | { readonly type: 'ready'; readonly window: number; readonly sequences: number }
  | { readonly type: 'unusable'; readonly reason: string }
  | { readonly type: 'event'; readonly id: number; readonly event: ProviderEvent }
  | { readonly type: 'failed'; readonly id: number; readonly code: AskFailure; readonly message: string };
