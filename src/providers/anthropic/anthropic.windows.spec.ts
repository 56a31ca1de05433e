import { knownWindow } from './anthropic.windows.js';

describe('knownWindow', () => {
  it.each(['claude-opus-5-5', 'claude-sonnet-5', 'claude-sonnet-5-20260630', 'claude-haiku-5-5', 'claude-fable-5-1', 'claude-mythos-preview', 'claude-opus-4-6', 'claude-sonnet-4-6', 'anthropic/claude-opus-4-8'])('is a million for %s', (model) => {
    expect(knownWindow(model)).toBe(1_000_000);
  });

  it.each(['claude-haiku-4-5', 'claude-haiku-4-5-20251001', 'claude-opus-4-5', 'claude-sonnet-4-5-20250929', 'claude-opus-4-20250514', 'claude-sonnet-4-60', 'claude-3-5-haiku-20241022', 'qwen3', 'my-claude-opus-5'])('is 200,000 for %s', (model) => {
    expect(knownWindow(model)).toBe(200_000);
  });
});
