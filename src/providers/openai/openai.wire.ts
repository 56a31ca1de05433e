import type { TokenUsage } from '../../conversation/chat.js';
import { type GenerationSettings, type SettingName, settingsAmong, type Thinking } from '../../conversation/generation-settings.js';
import { countAt, isObject, type JsonObject, listAt, objectAt, textAt } from '../json.js';
import type { CompletionRequest } from '../llm-provider.js';

/** What some servers or models refuse, and what an answer can do without; without `max_tokens` its limit has the newer name. */
export const OPTIONAL = ['temperature', 'max_tokens', 'stop', 'seed', 'reasoning_effort', 'stream_options'] as const;
export type Optional = (typeof OPTIONAL)[number];

export interface ChatBody {
  readonly model: string;
  readonly messages: { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[];
  readonly stream: true;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly stop?: string[];
  readonly seed?: number;
  readonly reasoning_effort?: 'none' | 'low' | 'medium' | 'high';
  readonly stream_options?: { readonly include_usage: true };
}

/** What we read of one event of a streamed answer. */
export interface CompletionChunk {
  readonly text: string;
  readonly reasoning: string;
  /** Why the model ended: the mark that its text is whole. */
  readonly finishReason?: string;
  readonly usage?: TokenUsage;
}

export interface ListedModel {
  readonly id: string;
  readonly window?: number;
  /** Whether its server answers to any name with it. */
  readonly isAny: boolean;
}

/** The names under which servers tell a window: vLLM's, OpenRouter's, Groq's, Mistral's. */
const WINDOW_FIELDS = ['max_model_len', 'context_length', 'context_window', 'max_context_length'];

/** The body of a question; what is not set or was refused is left out. Servers of all ages know `max_tokens`, OpenAI's newer models only the other name. */
export function chatBody({ model, messages, settings }: CompletionRequest, without: ReadonlySet<Optional>): ChatBody {
  const { temperature, max_tokens, stop, seed, think } = settings;
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    ...(temperature === undefined || without.has('temperature') ? {} : { temperature }),
    ...(max_tokens === undefined ? {} : { [without.has('max_tokens') ? 'max_completion_tokens' : 'max_tokens']: max_tokens }),
    ...(stop === undefined || without.has('stop') ? {} : { stop: stop.slice() }),
    ...(seed === undefined || without.has('seed') ? {} : { seed }),
    ...(think === undefined || without.has('reasoning_effort') ? {} : { reasoning_effort: effortOf(think) }),
    ...(without.has('stream_options') ? {} : { stream_options: { include_usage: true } }),
  };
}

const effortOf = (think: Thinking): 'none' | 'low' | 'medium' | 'high' => (typeof think === 'string' ? think : think ? 'medium' : 'none');

/** The settings whose parts were refused. */
export function ignoredOf(settings: GenerationSettings, without: ReadonlySet<Optional>): readonly SettingName[] {
  const refused: readonly [Optional, SettingName][] = [['temperature', 'temperature'], ['stop', 'stop'], ['seed', 'seed'], ['reasoning_effort', 'think']];
  return settingsAmong(settings, refused.flatMap(([part, name]) => (without.has(part) ? [name] : [])));
}

/** An event's object; what is missing in it is taken as empty. A refusal in the model's own words is text. */
export function chunkOf(event: JsonObject): CompletionChunk {
  const [choice] = listAt(event, 'choices').filter(isObject);
  const delta = choice ? objectAt(choice, 'delta') : {};
  const finishReason = choice ? textAt(choice, 'finish_reason') : '';
  return {
    text: textAt(delta, 'content') + textAt(delta, 'refusal'),
    reasoning: textAt(delta, 'reasoning_content') || textAt(delta, 'reasoning'),
    ...(finishReason === '' ? {} : { finishReason }),
    usage: usageOf(objectAt(event, 'usage')),
  };
}

/** The sum is made here: some servers' total counts what neither of the two holds. */
function usageOf(usage: JsonObject): TokenUsage | undefined {
  const [prompt_tokens, completion_tokens] = [countAt(usage, 'prompt_tokens'), countAt(usage, 'completion_tokens')];
  if (prompt_tokens === undefined || completion_tokens === undefined) return undefined;
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

/** What a failure says, in any of the forms that servers give it; nothing when it says nothing. */
export function saidOf(failure: unknown, depth = 5): string | undefined {
  if (typeof failure === 'string') return failure;
  if (depth === 0) return undefined;
  if (Array.isArray(failure)) return saidOf(failure[0], depth - 1);
  if (!isObject(failure)) return undefined;
  for (const key of ['error', 'message', 'detail', 'msg']) {
    const said = saidOf(failure[key], depth - 1);
    if (said !== undefined) return said;
  }
  return undefined;
}

/** The code or type of a failure: `context_length_exceeded`, 429. */
export function failureCodeOf(failure: JsonObject): string {
  const error = isObject(failure['error']) ? failure['error'] : failure;
  const code = error['code'];
  return typeof code === 'number' ? String(code) : textAt(error, 'code') || textAt(error, 'type');
}

/** The models of `/models`; nothing when it is no list. */
export function listedModelsOf(answer: unknown): readonly ListedModel[] | undefined {
  const list = isObject(answer) ? answer['data'] : answer;
  if (!Array.isArray(list)) return undefined;
  const models = list.filter(isObject).filter(({ id }) => typeof id === 'string' && id !== '');
  return models.map((model) => {
    const window = WINDOW_FIELDS.map((field) => countAt(model, field)).find(Boolean);
    return { id: textAt(model, 'id'), isAny: models.length === 1 && model['owned_by'] === 'llamacpp', ...(window === undefined ? {} : { window }) };
  });
}

/** The listed model that a name means: itself, Ollama's `:latest` of it, or what stands before OpenRouter's `:free` and the like. */
export const listedAs = (model: string, listed: readonly ListedModel[]): ListedModel | undefined =>
  [model, `${model}:latest`, model.replace(/:[^:/]*$/, '')].map((name) => listed.find(({ id }) => id === name)).find(Boolean) ?? listed.find(({ isAny }) => isAny);
