import type { TokenUsage } from '../../conversation/chat.js';
import { countAt, isObject, type JsonObject, objectAt, textAt } from '../json.js';
import type { CompletionRequest, PromptMessage } from '../llm-provider.js';
import { type ThinkingPart, thinkingOf } from './anthropic.thinking.js';

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

export interface MessagesBody {
  readonly model: string;
  readonly max_tokens: number;
  readonly system?: string;
  readonly messages: readonly Turn[];
  readonly stream: true;
  readonly stop_sequences?: readonly string[];
  readonly thinking?: ThinkingPart['thinking'];
  readonly output_config?: ThinkingPart['output_config'];
}

/** A delta of an answer. */
export interface Delta {
  readonly type: 'reasoning-delta' | 'text-delta';
  readonly text: string;
}

/** Why an answer ended, in the API's words; `category` is that of a refusal. */
export interface Stop {
  readonly reason?: string;
  readonly category?: string;
}

const BETWEEN_MESSAGES = '\n\n';
const INPUT_COUNTS = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'];

/** The body of a question. No temperature: the API version that the SDK speaks refuses every sampling parameter, even at its default. */
export function messagesBody({ model, messages, settings: { stop, think } }: CompletionRequest, maxTokens: number): MessagesBody {
  const system = joined(messages.filter(({ role, content }) => role === 'system' && content.trim() !== ''));
  return { model, max_tokens: maxTokens, ...(system === '' ? {} : { system }), messages: turnsOf(messages), stream: true, ...(stop === undefined ? {} : { stop_sequences: stop }), ...(think === undefined ? {} : thinkingOf(model, think, maxTokens)) };
}

/** Questions and answers in turn, as the API demands: a question first, none of them blank, neighbours of one role made one. */
function turnsOf(messages: readonly PromptMessage[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const { role, content } of messages) {
    const last = turns.at(-1);
    if (role === 'system' || content.trim() === '' || (role === 'assistant' && last === undefined)) continue;
    if (last?.role === role) turns[turns.length - 1] = { role, content: joined([last, { content }]) };
    else turns.push({ role, content });
  }
  return turns;
}

const joined = (messages: readonly { readonly content: string }[]): string => messages.map(({ content }) => content).join(BETWEEN_MESSAGES);

/** Puts together, from the events of one answer, what it says, why it ended and what it counted. Unknown events, blocks and deltas are skipped. */
export class AnswerEvents {
  private counts: Readonly<Record<string, number>> = {};
  private stopped: Stop = {};
  private hasText = false;

  get stop(): Stop {
    return this.stopped;
  }

  get isEmpty(): boolean {
    return !this.hasText;
  }

  /** Cached tokens are part of the question, too; nothing when there are no counts at all. */
  get usage(): TokenUsage | undefined {
    if (Object.keys(this.counts).length === 0) return undefined;
    const prompt_tokens = INPUT_COUNTS.reduce((sum, name) => sum + (this.counts[name] ?? 0), 0);
    const completion_tokens = this.counts['output_tokens'] ?? 0;
    return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
  }

  /** Takes an event; gives what it says. */
  *read(event: JsonObject): Generator<Delta, void, void> {
    const deltas = this.deltasOf(event).filter(({ text }) => text !== '');
    this.hasText ||= deltas.some(({ type }) => type === 'text-delta');
    yield* deltas;
  }

  private deltasOf(event: JsonObject): readonly Delta[] {
    switch (event['type']) {
      case 'message_start':
        this.count(objectAt(objectAt(event, 'message'), 'usage'));
        return [];
      case 'content_block_start':
        return saidIn(objectAt(event, 'content_block'), 'text', 'thinking');
      case 'content_block_delta':
        return saidIn(objectAt(event, 'delta'), 'text_delta', 'thinking_delta');
      case 'message_delta':
        this.end(objectAt(event, 'delta'));
        this.count(objectAt(event, 'usage'));
        return [];
      default:
        return [];
    }
  }

  private end(delta: JsonObject): void {
    const [reason, category] = [textAt(delta, 'stop_reason'), textAt(objectAt(delta, 'stop_details'), 'category')];
    if (reason !== '') this.stopped = { reason, ...(category === '' ? {} : { category }) };
  }

  /** Counts are cumulative: a later one replaces an earlier one. */
  private count(usage: JsonObject): void {
    const told = [...INPUT_COUNTS, 'output_tokens'].flatMap((name): [string, number][] => {
      const count = countAt(usage, name);
      return count === undefined ? [] : [[name, count]];
    });
    this.counts = { ...this.counts, ...Object.fromEntries(told) };
  }
}

/** What a block or a delta says, by its type. */
function saidIn(part: JsonObject, textType: string, thinkingType: string): readonly Delta[] {
  if (part['type'] === textType) return [{ type: 'text-delta', text: textAt(part, 'text') }];
  if (part['type'] === thinkingType) return [{ type: 'reasoning-delta', text: textAt(part, 'thinking') }];
  return [];
}

export const isLastEvent = (event: JsonObject): boolean => event['type'] === 'message_stop';

/** The type and the words of a refusal: `{"error": {"type", "message"}}`, and what gateways make of it. */
export function refusalIn(body: unknown): { readonly type: string; readonly said: string } {
  const answer = isObject(body) ? body : {};
  const error = objectAt(answer, 'error');
  return { type: textAt(error, 'type'), said: textAt(error, 'message') || textAt(answer, 'error') || textAt(answer, 'message') };
}
