import type { ContextReport, IncompleteReason, TokenUsage, TurnTimings } from '../conversation/chat.js';
import type { GenerationSettings, SettingName } from '../conversation/generation-settings.js';
import type { DomainError } from '../errors/domain.error.js';
import type { ProgressEvent } from '../providers/llm-provider.js';

/** What is known of a turn from its beginning. */
export interface TurnHead {
  readonly chat_id: string;
  readonly user_message_id: string;
  readonly assistant_message_id: string;
  readonly title: string;
  readonly model: string;
}

/** What there is of an answer, whole or not. */
export interface AnswerReport {
  readonly response: string;
  readonly reasoning?: string;
  readonly status: 'complete' | 'incomplete';
  readonly incomplete_reason?: IncompleteReason;
  readonly assistant_message_id?: string;
  readonly model: string;
  readonly fallback_from?: string;
  readonly usage?: TokenUsage;
  readonly timings: TurnTimings;
  readonly context?: ContextReport;
  readonly settings?: GenerationSettings;
  readonly settings_ignored?: readonly SettingName[];
}

/** How a turn ended: acknowledged, or failed with what there is of its answer. */
export type TurnOutcome =
  | { readonly type: 'turn-end'; readonly answer: AnswerReport }
  | { readonly type: 'turn-error'; readonly error: DomainError; readonly answer?: AnswerReport };

/** What a reader of a turn sees. `place` is what it has then read up to; progress has none. */
export type TurnEvent =
  | { readonly type: 'turn-start'; readonly place: number; readonly head: TurnHead }
  | ProgressEvent
  | { readonly type: 'text-delta' | 'reasoning-delta'; readonly place: number; readonly text: string }
  | (TurnOutcome & { readonly place: number });
