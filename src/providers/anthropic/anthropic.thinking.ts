import type { Thinking } from '../../conversation/generation-settings.js';
import { isNewGeneration } from './anthropic.windows.js';

export interface ThinkingPart {
  readonly thinking: { readonly type: 'disabled' } | { readonly type: 'adaptive'; readonly display: 'summarized' } | { readonly type: 'enabled'; readonly budget_tokens: number; readonly display: 'summarized' };
  readonly output_config?: { readonly effort: 'low' | 'medium' | 'high' };
}

const LEAST_BUDGET = 1024;
const BUDGETS = { low: 1024, medium: 4096, high: 16_384 } as const;

/** What a body says of thinking. Newer models decide themselves how long, older ones get a budget, half of the longest answer at most; nothing where there is no room for one. */
export function thinkingOf(model: string, think: Thinking, maxTokens: number): ThinkingPart | undefined {
  if (think === false) return { thinking: { type: 'disabled' } };
  if (isNewGeneration(model)) return { thinking: { type: 'adaptive', display: 'summarized' }, ...(think === true ? {} : { output_config: { effort: think } }) };
  const budget = Math.min(BUDGETS[think === true ? 'medium' : think], Math.floor(maxTokens / 2));
  return budget < LEAST_BUDGET ? undefined : { thinking: { type: 'enabled', budget_tokens: budget, display: 'summarized' } };
}
