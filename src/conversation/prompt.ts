import type { Message, Role } from './chat.js';

export interface PromptLine {
  readonly role: Role;
  readonly content: string;
}

export interface PromptSource {
  readonly system: string;
  /** The newest messages before the question, oldest first, without the system prompt. */
  readonly recent: readonly Message[];
  /** How many messages there are before the question in all, the system prompt not counted. */
  readonly earlier: number;
  readonly question: string;
}

export interface Prompt {
  readonly messages: readonly PromptLine[];
  readonly leftOut: number;
  /** Estimated tokens. */
  readonly tokens: number;
}

export type CountTokens = (line: PromptLine) => number;

/** Tokens the prompt may fill, so that an answer has room. */
export const promptBudget = (window: number): number => window - Math.min(1024, Math.floor(window / 4));

/** By how many tokens the system prompt and the question alone are too long for the window; 0 when they fit. */
export function overflowOf(system: string, question: string, window: number, count: CountTokens): number {
  const needed = count({ role: 'system', content: system }) + count({ role: 'user', content: question });
  return Math.max(0, needed - promptBudget(window));
}

/** The system prompt, as many whole turns as fit (newest kept, none between them left out), and the question. */
export function buildPrompt(source: PromptSource, window: number, count: CountTokens): Prompt {
  const system: PromptLine = { role: 'system', content: source.system };
  const question: PromptLine = { role: 'user', content: source.question };
  let tokens = count(system) + count(question);
  const turns = answeredTurns(source.recent);
  let first = turns.length;
  while (first > 0) {
    const cost = turns[first - 1]!.reduce((sum, line) => sum + count(line), 0);
    if (tokens + cost > promptBudget(window)) break;
    tokens += cost;
    first--;
  }
  const leftOut = source.earlier - source.recent.length + turns.slice(0, first).flat().length;
  return { messages: [system, ...turns.slice(first).flat(), question], leftOut, tokens };
}

/** Questions with the answer that followed, whole or partial; a question without any text after it is not sent again. */
function answeredTurns(messages: readonly Message[]): PromptLine[][] {
  const turns: PromptLine[][] = [];
  messages.forEach((message, index) => {
    const asked = messages[index - 1];
    if (message.role !== 'assistant' || message.content === '') return;
    const answer = { role: message.role, content: message.content };
    turns.push(asked?.role === 'user' ? [{ role: 'user', content: asked.content }, answer] : [answer]);
  });
  return turns;
}
