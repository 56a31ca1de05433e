import { type AssistantMessage, type ContextReport, type IncompleteReason, reasoningOf, textOf, type TokenUsage } from '../conversation/chat.js';
import type { GenerationSettings, SettingName } from '../conversation/generation-settings.js';
import type { Prompt } from '../conversation/prompt.js';
import type { ChosenModel } from '../providers/provider-registry.js';
import type { AnswerReport } from './events.js';
import type { Turn } from './turn.js';

/** What was found out while an answer was made; pieces are missing when it did not get that far. */
export interface Generation {
  /** The model that was asked last. */
  model?: ChosenModel;
  prompt?: Prompt;
  window?: number;
  firstTokenAt?: number;
  usage?: TokenUsage;
  /** Estimated tokens of the answer, for one whose model did not come to count them. */
  answerTokens?: number;
  /** How the model was asked. */
  settings?: GenerationSettings;
  /** What the request set and the model does not obey. */
  ignored?: readonly SettingName[];
}

export interface Completeness {
  readonly status: 'complete' | 'incomplete';
  readonly incomplete_reason?: IncompleteReason;
}

/** What a turn's answer looks like now, to a client. */
export function answerReport(turn: Turn, generation: Generation, completeness: Completeness): AnswerReport {
  const parts = turn.transcript.parts();
  const response = textOf(parts);
  const reasoning = reasoningOf(parts);
  return {
    response,
    ...(reasoning === '' ? {} : { reasoning }),
    ...completeness,
    ...(response === '' ? {} : { assistant_message_id: turn.head.assistant_message_id }),
    ...modelOf(turn, generation),
    ...(generation.usage ? { usage: generation.usage } : {}),
    timings: timingsOf(turn, generation),
    ...contextOf(generation),
    ...settingsOf(generation),
  };
}

/** The same as the message that is kept. */
export function answerMessage(turn: Turn, report: AnswerReport): AssistantMessage {
  const { response, reasoning, assistant_message_id: id = turn.head.assistant_message_id, ...facts } = report;
  return {
    id,
    role: 'assistant',
    content: response,
    timestamp: new Date().toISOString(),
    ...facts,
    ...(reasoning === undefined ? {} : { parts: turn.transcript.parts() }),
  };
}

/** A stored answer as a client saw it when it was new. */
export function storedAnswerReport(message: AssistantMessage): AnswerReport {
  const reasoning = message.parts ? reasoningOf(message.parts) : '';
  return {
    response: message.content,
    ...(reasoning === '' ? {} : { reasoning }),
    status: message.status ?? 'complete',
    ...(message.incomplete_reason ? { incomplete_reason: message.incomplete_reason } : {}),
    assistant_message_id: message.id,
    model: message.model ?? 'unknown',
    ...(message.fallback_from === undefined ? {} : { fallback_from: message.fallback_from }),
    ...(message.usage ? { usage: message.usage } : {}),
    timings: message.timings ?? { total_ms: 0 },
    ...(message.context ? { context: message.context } : {}),
    ...(message.settings ? { settings: message.settings } : {}),
    ...(message.settings_ignored ? { settings_ignored: message.settings_ignored } : {}),
  };
}

function timingsOf(turn: Turn, generation: Generation): AnswerReport['timings'] {
  const now = performance.now();
  const total_ms = Math.round(now - turn.startedAt);
  if (generation.firstTokenAt === undefined) return { total_ms };
  const first_token_ms = Math.round(generation.firstTokenAt - turn.startedAt);
  const seconds = (now - generation.firstTokenAt) / 1000;
  const tokens = generation.usage?.completion_tokens;
  if (tokens === undefined || tokens < 2 || seconds <= 0) return { first_token_ms, total_ms };
  return { first_token_ms, total_ms, tokens_per_second: Math.round((tokens / seconds) * 10) / 10 };
}

/** Which model answered, and which one was to. */
function modelOf({ head }: Turn, { model }: Generation): Pick<AnswerReport, 'model' | 'fallback_from'> {
  return model && model.id !== head.model ? { model: model.id, fallback_from: head.model } : { model: head.model };
}

const settingsOf = ({ settings, ignored = [] }: Generation): Pick<AnswerReport, 'settings' | 'settings_ignored'> => ({ ...(settings ? { settings } : {}), ...(ignored.length > 0 ? { settings_ignored: ignored } : {}) });

function contextOf({ prompt, window, usage, answerTokens = 0 }: Generation): { context?: ContextReport } {
  if (!prompt || window === undefined) return {};
  return {
    context: {
      window,
      used: usage?.total_tokens ?? Math.min(window, prompt.tokens + answerTokens),
      messages_sent: prompt.messages.length,
      messages_left_out: prompt.leftOut,
      source: usage ? 'model' : 'estimate',
    },
  };
}
