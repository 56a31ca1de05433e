import type { CutReason, EndedAnswer } from './turn';

/** What is said under an answer that is not whole, or in its place. */
export interface Notice {
  readonly strong: string;
  readonly sentence: string;
  readonly also?: string;
  readonly kind: 'cut' | 'failed';
}

const FAILURES: Readonly<Record<string, string>> = {
  provider_unavailable: 'The program that runs the model could not be reached.',
  model_not_found: 'The model was not there.',
  model_loading: 'The model was not ready.',
  provider_busy: 'The program that runs the model was busy.',
  provider_timeout: 'The model did not answer in time.',
  provider_failed: 'The model failed, or answered with nothing.',
  context_overflow: 'The question was too long for this model.',
  storage_failed: 'The answer could not be stored.',
  storage_full: 'The disk of the server was full.',
  shutting_down: 'The server was shut down.',
};

const numbers = new Intl.NumberFormat('en');

/** The notice of an answer; undefined when it is whole. The server's own sentence goes before ours. */
export function noticeOf({ state, reason, code = '', detail, facts }: EndedAnswer): Notice | undefined {
  if (state === 'complete') return undefined;
  if (state === 'cut') return { kind: 'cut', ...(reason ? CUTS[reason](detail, facts.tokens) : CUTS.provider_error(detail)) };
  if (code === 'stopped') return { kind: 'cut', strong: 'Stopped.', sentence: 'Nothing had been written yet. Your question is kept.' };
  if (code === 'interrupted') return { kind: 'cut', strong: 'Interrupted.', sentence: 'The server ended without warning before anything was written. Your question is kept.' };
  return { kind: 'failed', strong: 'Not answered.', sentence: detail ?? FAILURES[code] ?? 'Something went wrong at the server.', also: 'Your question is saved.' };
}

const CUTS: Readonly<Record<CutReason, (detail: string | undefined, tokens?: number) => Omit<Notice, 'kind'>>> = {
  stopped: () => ({ strong: 'Stopped.', sentence: 'What was written is kept.' }),
  provider_error: (detail) => ({ strong: 'Cut off.', sentence: detail ?? 'The model ended in the middle of its answer.', also: 'What had arrived is kept.' }),
  length: (_, tokens) => (tokens === undefined ? { strong: 'Reached its limit.', sentence: 'What was written is kept.' } : { strong: 'Reached its limit', sentence: `of ${numbers.format(tokens)} tokens. What was written is kept.` }),
  shutdown: () => ({ strong: 'Cut off.', sentence: 'The server was shut down. What had arrived is kept.' }),
  interrupted: () => ({ strong: 'Interrupted.', sentence: 'The server ended without warning. What had been saved is kept.' }),
};

/** The command that a sentence of the server tells a person to run. */
export const commandIn = (sentence: string): string | undefined => partsOf(sentence).find(({ isCode }) => isCode)?.text;

/** A sentence with the commands in it told apart: what stands between backquotes, or after "Run:" or "Start it with:". */
export function partsOf(sentence: string): readonly { readonly text: string; readonly isCode: boolean }[] {
  const [, before, command] = /^(.*(?:Run|Start it with): )([a-z][\w ./:-]*[\w/])$/s.exec(sentence) ?? [];
  if (before !== undefined && command !== undefined) return [{ text: before, isCode: false }, { text: command, isCode: true }];
  return sentence.split('`').map((text, index) => ({ text, isCode: index % 2 === 1 })).filter(({ text }) => text !== '');
}

/** The figures under an answer. */
export function factsOf({ facts: { tokens, tokensPerSecond, firstTokenMs, model } }: Pick<EndedAnswer, 'facts'>): readonly string[] {
  return [
    tokens === undefined ? '' : `${numbers.format(tokens)} ${tokens === 1 ? 'token' : 'tokens'}`,
    tokensPerSecond === undefined ? '' : `${short(tokensPerSecond)} tokens/s`,
    firstTokenMs === undefined ? '' : `first word after ${short(firstTokenMs / 1000)} s`,
    model === undefined ? '' : modelName(model),
  ].filter((fact) => fact !== '');
}

/** A model without its provider: `ollama/llama3.1:8b` is called llama3.1:8b. */
const modelName = (model: string): string => model.slice(model.indexOf('/') + 1);

/** Two significant digits, or all before the point. */
export const short = (value: number): string => (value >= 10 ? String(Math.round(value)) : String(Number(value.toPrecision(2))));

/** When a question was asked, as short as it is clear today. */
export function momentOf(time: string, now: Date): string {
  const moment = new Date(time);
  if (Number.isNaN(moment.getTime())) return '';
  const clock = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (moment.toDateString() === now.toDateString()) return clock;
  const days = (now.getTime() - moment.getTime()) / 86_400_000;
  if (days > 0 && days < 6) return `${moment.toLocaleDateString('en', { weekday: 'short' })} ${clock}`;
  const day = moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return moment.getFullYear() === now.getFullYear() ? day : `${day} ${moment.getFullYear()}`;
}
