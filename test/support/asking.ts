import { inspect } from 'node:util';
import type { CompletionRequest, LlmProvider, ProviderEvent } from '../../src/providers/llm-provider.js';

/** A word of the question that must not come back in an error or a log. */
export const CANARY = 'canary-7f3a';

export const questionTo = (model: string): CompletionRequest => ({ model, settings: { temperature: 0.7 }, messages: [{ role: 'user', content: `What is the capital of France? (${CANARY})` }] });

/** What came of a question: the events until the end, and the fault that ended them, if one did. */
export interface Outcome {
  readonly events: readonly ProviderEvent[];
  readonly fault?: unknown;
}

export async function outcomeOf(provider: LlmProvider, request = questionTo(provider.model), signal = new AbortController().signal): Promise<Outcome> {
  const events: ProviderEvent[] = [];
  try {
    for await (const event of provider.stream(request, signal)) events.push(event);
  } catch (fault) {
    return { events, fault };
  }
  return { events };
}

export const textOf = ({ events }: Outcome): string => events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');

/** Everything that somebody who logs an error could see of it. */
export const allOf = (error: unknown): string => inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
