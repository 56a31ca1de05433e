import { type WindowTable, windowIn } from '../known-windows.js';

const OF_A_NEW_GENERATION = 1_000_000;
const OLDER_OR_UNKNOWN = 200_000;

/** What a prompt and an answer may fill together, as it was commonly known in 2026 and not asked of anyone: ANTHROPIC_CONTEXT knows better. */
const KNOWN: WindowTable = [[/^claude-(?:(?:opus|sonnet)-4-[6-9](?!\d)|[a-z]+-[5-9](?!\d)|mythos-preview(?!\w))/, OF_A_NEW_GENERATION]];

export const knownWindow = (model: string): number => windowIn(KNOWN, model, OLDER_OR_UNKNOWN);

/** Whether a model is of generation 4.6 or later, which decides by itself how long it thinks. */
export const isNewGeneration = (model: string): boolean => knownWindow(model) === OF_A_NEW_GENERATION;
