import { type WindowTable, windowIn } from '../known-windows.js';

const UNKNOWN_WINDOW = 8192;

/** What a prompt and an answer may fill together, as it was commonly known in 2026 and not asked of anyone: OPENAI_CONTEXT knows better. */
const KNOWN: WindowTable = [
  [/^gpt-3\.5-turbo/, 16_385],
  [/^gpt-4-turbo/, 128_000],
  [/^(?:chat)?gpt-4o/, 128_000],
  [/^gpt-4\.1/, 1_047_576],
  [/^gpt-4/, 8192],
  // Of its 400,000 a prompt may fill so many.
  [/^gpt-5/, 272_000],
  [/^(?:o1|o3|o4-mini)/, 200_000],
];

export const knownWindow = (model: string): number => windowIn(KNOWN, model, UNKNOWN_WINDOW);
