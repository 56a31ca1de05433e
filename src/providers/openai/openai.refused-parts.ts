import { type JsonObject, objectAt, parseObject, textAt } from '../json.js';
import type { Refusal } from './openai.errors.js';
import { failureCodeOf, OPTIONAL, type Optional, saidOf } from './openai.wire.js';

const UNSUPPORTED = /unsupported|not support|not supported|only the default|deprecated|not permitted|not allowed|unrecognized|unknown/i;
/** Where a strict server found what it does not take; the rest of its words may repeat the whole question. */
const PLACE = /"loc":\s*\[[^\]]*"stream_options"/;

/** Whether a refusal is about a part: it names it as its parameter, or in its words; `stop` and `seed` are words of their own. */
function isAbout(name: Optional, failure: JsonObject, words: string): boolean {
  const named = textAt(objectAt(failure, 'error'), 'param') || textAt(failure, 'param');
  if (named !== '') return named === name;
  return new RegExp(name === 'stop' || name === 'seed' ? `['"\`]${name}['"\`]` : String.raw`\b${name}\b`, 'i').test(words);
}

/**
 * The part of a question that its refusal is about, when an answer can do without it. `temperature`: OpenAI's reasoning models take none but 1, and
 * one that is only out of range is said instead. `stream_options`: servers that are older than it, or strict (Mistral's 422 names its place only).
 */
export function refusedPartOf({ status, body }: Refusal): Optional | undefined {
  if (status !== 400 && status !== 422) return undefined;
  const failure = parseObject(body) ?? {};
  const words = `${failureCodeOf(failure)} ${saidOf(failure) ?? ''}`;
  if (/\bstream_options\b/.test(words) || PLACE.test(body)) return 'stream_options';
  return UNSUPPORTED.test(words) ? OPTIONAL.find((name) => isAbout(name, failure, words)) : undefined;
}
