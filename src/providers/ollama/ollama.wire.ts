import type { TokenUsage } from '../../conversation/chat.js';
import type { Thinking } from '../../conversation/generation-settings.js';
import { countAt, isObject, type JsonObject, listAt, objectAt, textAt } from '../json.js';
import type { CompletionRequest } from '../llm-provider.js';

/** What we read of one line of a streamed `/api/chat`. */
export interface ChatLine {
  readonly text: string;
  readonly reasoning: string;
  readonly done: boolean;
  readonly doneReason?: string;
  readonly usage?: TokenUsage;
}

export interface PulledModel {
  readonly name: string;
  /** When it was pulled, in milliseconds since 1970; 0 where it is not told. */
  readonly pulledAt: number;
  readonly capabilities: readonly string[];
}

export interface ModelFacts {
  /** The window that the model is run with; absent where nothing is known of it. */
  readonly window?: number;
  readonly capabilities: readonly string[];
}

export interface ChatBody {
  readonly model: string;
  readonly messages: CompletionRequest['messages'];
  readonly stream: true;
  readonly truncate: false;
  readonly think?: Thinking;
  readonly options: { readonly num_ctx: number; readonly temperature?: number; readonly num_predict?: number; readonly stop?: readonly string[]; readonly seed?: number };
}

const WIDEST_DEFAULT = 8192;

/**
 * The body of a question. The window is always sent (left out or changed, it makes Ollama load the model again), `truncate: false`
 * always (else the oldest messages vanish silently), `shift` never.
 */
export function chatBody({ model, messages, settings }: CompletionRequest, window: number): ChatBody {
  const { temperature, max_tokens: num_predict, stop, seed, think } = settings;
  const options = { num_ctx: window, temperature, num_predict, stop, seed };
  return { model, messages: messages.map(({ role, content }) => ({ role, content })), stream: true, truncate: false, think, options };
}

export const chatLineOf = (line: JsonObject): ChatLine => {
  const message = objectAt(line, 'message');
  const doneReason = line['done_reason'];
  return {
    text: textAt(message, 'content'),
    reasoning: textAt(message, 'thinking'),
    done: line['done'] === true,
    ...(typeof doneReason === 'string' ? { doneReason } : {}),
    usage: usageOf(line),
  };
};

/** The tokens of a finished answer: a zero is left out by Ollama; nothing when there are no counts at all. */
function usageOf(line: JsonObject): TokenUsage | undefined {
  const [prompt, completion] = [countAt(line, 'prompt_eval_count'), countAt(line, 'eval_count')];
  if (prompt === undefined && completion === undefined) return undefined;
  const [prompt_tokens, completion_tokens] = [prompt ?? 0, completion ?? 0];
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

/** The models of `/api/tags`. */
export const pulledModelsOf = (answer: JsonObject): readonly PulledModel[] =>
  listAt(answer, 'models').flatMap((model) => {
    if (!isObject(model) || typeof model['name'] !== 'string') return [];
    const pulledAt = Date.parse(textAt(model, 'modified_at'));
    return [{ name: model['name'], pulledAt: Number.isNaN(pulledAt) ? 0 : pulledAt, capabilities: capabilitiesOf(model) }];
  });

/** What `/api/show` tells. The window is the model's own `num_ctx`, else its maximum, 8192 at most. */
export function modelFactsOf(answer: JsonObject): ModelFacts {
  const window = ownWindowOf(answer) ?? maximumOf(answer);
  return { ...(window === undefined ? {} : { window }), capabilities: capabilitiesOf(answer) };
}

/** From `parameters`, lines of a name, spaces and a value. */
function ownWindowOf(answer: JsonObject): number | undefined {
  const tokens = Number(/^\s*num_ctx\s+"?(\d+)/m.exec(textAt(answer, 'parameters'))?.[1]);
  return tokens > 0 ? tokens : undefined;
}

function maximumOf(answer: JsonObject): number | undefined {
  const facts = objectAt(answer, 'model_info');
  const maximum = countAt(facts, `${textAt(facts, 'general.architecture')}.context_length`);
  return maximum ? Math.min(maximum, WIDEST_DEFAULT) : undefined;
}

/** Whether two names mean the same model: no tag is the tag `latest`, and the library is the default place. */
export const isSameModel = (one: string, other: string): boolean => fullName(one) === fullName(other);

function fullName(name: string): string {
  const short = name.toLowerCase().replace(/^registry\.ollama\.ai\//, '').replace(/^library\//, '');
  return short.lastIndexOf(':') > short.lastIndexOf('/') ? short : `${short}:latest`;
}

/** Whether a model can chat; one that does not say what it can is taken as able. */
export const canChat = (capabilities: readonly string[]): boolean => capabilities.length === 0 || capabilities.includes('completion');

/** What an answer `{"error": …}` says; also of the form `{"error": {"message": …}}`. */
export function errorOf(answer: JsonObject | undefined): string | undefined {
  const error = answer?.['error'];
  if (error === undefined || error === null) return undefined;
  if (typeof error === 'string') return error;
  return isObject(error) ? textAt(error, 'message') : '';
}

const capabilitiesOf = (object: JsonObject): readonly string[] => listAt(object, 'capabilities').filter((capability) => typeof capability === 'string');
