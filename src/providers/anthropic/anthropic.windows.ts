import { type WindowTable, windowIn } from '../known-windows.js';

const OLDER_OR_UNKNOWN = 200_000;

/** What a prompt and an answer may fill together, as it was commonly known in 2026 and not asked of anyone: ANTHROPIC_CONTEXT knows better. */
const KNOWN: WindowTable = [[/^claude-(?:(?:opus|sonnet)-4-[6-9](?!\d)|[a-z]+-[5-9](?!\d)|mythos-preview(?!\w))/, 1_000_000]];

export const knownWindow = (model: string): number => windowIn(KNOWN, model, OLDER_OR_UNKNOWN);
