import { randomInt } from 'node:crypto';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { GenerationSettings } from '../../../conversation/generation-settings.js';
import type { ProviderEvent } from '../../llm-provider.js';
import type { ChatPrompt } from './chat-prompt.js';
import type { ChunkPace } from './chunk-pace.js';
import { commonLength } from './sequence-pool.js';
import { StopText } from './stop-text.js';
import { TokenText } from './token-text.js';

/** Tokens of the prompt that are evaluated at once, at the most: a stop waits for no more than these. */
export const CHUNK = 64;
const SAMPLING = { topK: 40, topP: 0.95, minP: 0.05 } as const;
/** Keeps small models from saying the same for ever. */
const REPEAT_PENALTY = { penalty: 1.1, lastTokens: 64 } as const;

export interface Answering {
  readonly sequence: LlamaContextSequence;
  readonly prompt: ChatPrompt;
  readonly pace: ChunkPace;
  readonly maxTokens: number;
  readonly settings: GenerationSettings;
  readonly signal: AbortSignal;
}

/** Evaluates a prompt and generates its answer; after an abort it ends with the chunk or token in work, without `finish`. */
export async function* answer(request: Answering): AsyncGenerator<ProviderEvent, void, void> {
  const { sequence, prompt, pace, signal } = request;
  const all = prompt.tokens.length;
  let done = await keepCommon(sequence, prompt.tokens);
  for (let { length } = pace; all - done > length; { length } = pace) {
    yield { type: 'progress', phase: 'prompt', percent: Math.floor((100 * done) / all) };
    const begun = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.tokens.slice(done, done + length));
    if (signal.aborted) return;
    pace.learn(length, performance.now() - begun);
    done += length;
  }
  yield* generate(request, prompt.tokens.slice(done));
}

async function* generate({ sequence, prompt, maxTokens, settings, signal }: Answering, last: Token[]): AsyncGenerator<ProviderEvent, void, void> {
  const { model, contextSize } = sequence;
  const text = new TokenText<Token>((tokens, before) => model.detokenize(tokens, false, before));
  const stop = new StopText([...prompt.stopTexts, ...(settings.stop ?? [])]);
  const room = Math.min(maxTokens, contextSize - prompt.tokens.length);
  const recent: Token[] = [];
  let count = 0;
  let isOver = false;
  for await (const token of sequence.evaluate(last, { ...SAMPLING, temperature: settings.temperature, seed: settings.seed ?? randomInt(2 ** 32), yieldEogToken: true, repeatPenalty: { penalty: REPEAT_PENALTY.penalty, punishTokens: () => recent } })) {
    if (signal.aborted) return;
    count += 1;
    recent.push(token);
    if (recent.length > REPEAT_PENALTY.lastTokens) recent.shift();
    isOver = model.isEogToken(token) || prompt.stopTokens.has(token);
    if (!isOver) yield* delta(stop.push(text.push(token)));
    isOver ||= stop.stopped;
    if (isOver || count >= room) break;
  }
  if (!stop.stopped) yield* delta(stop.push(text.rest()));
  if (!stop.stopped) yield* delta(stop.rest());
  const usage = { prompt_tokens: prompt.tokens.length, completion_tokens: count, total_tokens: prompt.tokens.length + count };
  yield { type: 'finish', reason: isOver ? 'stop' : 'length', usage };
}

function* delta(text: string): Generator<ProviderEvent> {
  if (text !== '') yield { type: 'text-delta', text };
}

/** Forgets what the sequence holds beyond its common beginning with the prompt; the last token is evaluated always. */
async function keepCommon(sequence: LlamaContextSequence, tokens: readonly Token[]): Promise<number> {
  const common = Math.min(commonLength(sequence.contextTokens, tokens), tokens.length - 1);
  if (common === sequence.nextTokenIndex) return common;
  // Some models cannot go back to any place: they would evaluate all of it anew, in one piece that no stop interrupts.
  const canGoBack = common > 0 && sequence.getRestoreToPrefixIndexEvaluationSize(common - 1) <= CHUNK;
  if (canGoBack) await sequence.eraseContextTokenRanges([{ start: common, end: sequence.nextTokenIndex }]);
  else await sequence.clearHistory();
  return canGoBack ? common : 0;
}
