import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import type { GenerationSettings } from '../../src/conversation/generation-settings.js';
import { DomainError, ProviderError } from '../../src/errors/domain.error.js';
import type { CompletionRequest, LlmProvider, ProgressEvent, ProviderEvent, ReadyModel } from '../../src/providers/llm-provider.js';

/** A provider with a model that answers, and what can be seen of the work it has in hand. */
export interface ProviderUnderTest {
  readonly provider: LlmProvider;
  /** From now on answers stop in the middle; a real model needs no help, its answers take long enough. */
  fallSilent?(when: 'before the first token' | 'after the first token'): void;
  /** Resolves when the question that was sent has reached the other side. */
  asked?(): Promise<void>;
  /** How soon something must happen that has to happen at once. */
  readonly promptlyMs?: number;
  /** Whether its answers are written beforehand, however long an answer may be. */
  readonly isScripted?: boolean;
  /** Resolves when nothing is worked at any more for an answer that was left. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface ContractCheck {
  readonly name: string;
  readonly run: (subject: ProviderUnderTest) => Promise<void>;
}

/** What every provider holds. Each check gets a subject of its own. */
export const LLM_PROVIDER_CONTRACT: readonly ContractCheck[] = [
  { name: 'makes its model ready and tells its window, the same each time', run: preparesWithAWindow },
  { name: 'stops getting ready when it is aborted before', run: refusesToPrepareWhenAborted },
  { name: 'gives deltas, then exactly one finish, then nothing', run: endsInOneFinish },
  { name: 'counts the tokens of question and answer', run: countsTokens },
  { name: 'asks nothing when it was aborted before', run: asksNothingWhenAborted },
  { name: 'gives the abort’s reason at once, before the first token', run: abortsBeforeTheFirstToken },
  { name: 'gives the abort’s reason at once, in the middle of an answer', run: abortsInTheMiddle },
  { name: 'lets go on abort although nobody is reading', run: letsGoWithoutAReader },
  { name: 'lets go when the reader leaves', run: letsGoOfALeftAnswer },
  { name: 'answers again after an abort', run: answersAfterAnAbort },
  { name: 'gives several answers at once', run: answersSeveralAtOnce },
  { name: 'leaves no listener on the signal', run: leavesNoListener },
  { name: 'says that it has no such model, and nothing of the question', run: namesAnUnknownModel },
  { name: 'lists its model and says that it is ready', run: listsItsModel },
  { name: 'says of another model that it is not there', run: checksAnotherModel },
  { name: 'answers whatever is set, and names what it did not obey', run: takesEverySetting },
  { name: 'gives no more text than was asked for', run: keepsToTheLongestAnswer },
];

/** Runs the contract against a provider, a fresh subject for each check. */
export function itHoldsTheProviderContract(start: () => Promise<ProviderUnderTest>): void {
  it.each(LLM_PROVIDER_CONTRACT)('$name', async ({ run }) => {
    const subject = await start();
    try {
      await run(subject);
    } finally {
      await subject.close();
    }
  });
}

const CANARY = 'canary-7f3a';
const REASON = new DomainError('stopped', 'Stopped by the test.');

async function preparesWithAWindow({ provider }: ProviderUnderTest): Promise<void> {
  const ready = await prepared(provider, provider.model);
  expect(ready.name).toBe(provider.model);
  expect(Number.isInteger(ready.window) && ready.window > 0).toBe(true);
  const again = await Promise.all([prepared(provider, provider.model), prepared(provider, provider.model)]);
  expect(again).toEqual([ready, ready]);
}

async function refusesToPrepareWhenAborted({ provider }: ProviderUnderTest): Promise<void> {
  await expect(prepared(provider, provider.model, AbortSignal.abort(REASON))).rejects.toBe(REASON);
}

async function endsInOneFinish({ provider }: ProviderUnderTest): Promise<void> {
  const events = await all(provider, question(provider));
  const types = events.map(({ type }) => type);
  expect(types.filter((type) => type === 'finish')).toHaveLength(1);
  expect(types.at(-1)).toBe('finish');
  const said = events.flatMap((event) => ('text' in event ? [event.text] : []));
  expect(said.join('')).not.toBe('');
  expect(said).not.toContain('');
}

async function countsTokens({ provider }: ProviderUnderTest): Promise<void> {
  const finish = (await all(provider, question(provider))).at(-1)!;
  if (finish.type !== 'finish' || !finish.usage) throw new Error('The answer ended without usage.');
  const { usage } = finish;
  expect(usage.prompt_tokens).toBeGreaterThan(0);
  expect(usage.completion_tokens).toBeGreaterThan(0);
  expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
}

async function asksNothingWhenAborted(subject: ProviderUnderTest): Promise<void> {
  await expect(promptly(subject, all(subject.provider, question(subject.provider), AbortSignal.abort(REASON)))).rejects.toBe(REASON);
  await promptly(subject, subject.idle());
}

async function abortsBeforeTheFirstToken(subject: ProviderUnderTest): Promise<void> {
  subject.fallSilent?.('before the first token');
  const controller = new AbortController();
  const answer = expect(all(subject.provider, long(subject.provider), controller.signal)).rejects.toBe(REASON);
  await subject.asked?.();
  controller.abort(REASON);
  await promptly(subject, answer);
  await promptly(subject, subject.idle());
}

async function abortsInTheMiddle(subject: ProviderUnderTest): Promise<void> {
  const { controller, events } = await begun(subject);
  const rest = expect(drained(events)).rejects.toBe(REASON);
  controller.abort(REASON);
  await promptly(subject, rest);
  await promptly(subject, subject.idle());
}

async function letsGoWithoutAReader(subject: ProviderUnderTest): Promise<void> {
  const { controller, events } = await begun(subject);
  controller.abort(REASON);
  await promptly(subject, subject.idle());
  await expect(promptly(subject, drained(events))).rejects.toBe(REASON);
}

async function letsGoOfALeftAnswer(subject: ProviderUnderTest): Promise<void> {
  const { events } = await begun(subject);
  await promptly(subject, Promise.resolve(events.return?.()));
  await promptly(subject, subject.idle());
}

async function answersAfterAnAbort(subject: ProviderUnderTest): Promise<void> {
  const { provider } = subject;
  const controller = new AbortController();
  const events = provider.stream(long(provider), controller.signal)[Symbol.asyncIterator]();
  await firstToken(events);
  controller.abort(REASON);
  await drained(events).catch(() => undefined);
  await promptly(subject, subject.idle());
  expect((await all(provider, question(provider))).at(-1)?.type).toBe('finish');
}

async function answersSeveralAtOnce({ provider }: ProviderUnderTest): Promise<void> {
  const answers = await Promise.all(Array.from({ length: 4 }, () => all(provider, question(provider))));
  for (const answer of answers) expect(answer.filter(({ type }) => type === 'finish')).toHaveLength(1);
}

async function leavesNoListener({ provider }: ProviderUnderTest): Promise<void> {
  const { signal } = new AbortController();
  await prepared(provider, provider.model, signal);
  await all(provider, question(provider), signal);
  await provider.models(signal);
  await provider.check(signal);
  await all(provider, question(provider), signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
}

async function namesAnUnknownModel({ provider }: ProviderUnderTest): Promise<void> {
  const error = await all(provider, { ...question(provider), model: 'no-such-model' }).catch((thrown: unknown) => thrown);
  if (!(error instanceof ProviderError)) throw new Error('It was no ProviderError.');
  expect([error.code, error.cause]).toEqual(['model_not_found', undefined]);
  const shown = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
  expect(shown).toContain('no-such-model');
  expect(shown).not.toContain(CANARY);
}

async function listsItsModel({ provider }: ProviderUnderTest): Promise<void> {
  const { signal } = new AbortController();
  expect((await provider.models(signal)).map(({ name }) => name)).toContain(provider.model);
  await expect(provider.check(signal)).resolves.toBeUndefined();
}

async function checksAnotherModel({ provider }: ProviderUnderTest): Promise<void> {
  const { signal } = new AbortController();
  await expect(provider.check(signal, provider.model)).resolves.toBeUndefined();
  await expect(provider.check(signal, 'no-such-model')).rejects.toMatchObject({ name: 'ProviderError', code: 'model_not_found' });
}

async function takesEverySetting({ provider }: ProviderUnderTest): Promise<void> {
  for (const think of [false, true, 'low'] as const) {
    const settings: GenerationSettings = { temperature: 0, max_tokens: 2000, stop: ['###'], seed: 7, think };
    const events = await all(provider, { ...question(provider), settings });
    expect(events.at(-1)?.type).toBe('finish');
    const ignored = provider.ignored(provider.model, settings);
    expect(Object.keys(settings)).toEqual(expect.arrayContaining([...ignored]));
    expect(ignored).not.toContain('max_tokens');
  }
  expect(provider.ignored(provider.model, {})).toEqual([]);
}

/** A scripted server says what it likes; what came must be told as it was. */
async function keepsToTheLongestAnswer({ provider, isScripted = false }: ProviderUnderTest): Promise<void> {
  const finish = (await all(provider, { ...long(provider), settings: { temperature: 0, max_tokens: 2 } })).at(-1)!;
  if (finish.type !== 'finish' || !finish.usage) throw new Error('The answer ended without usage.');
  if (!isScripted) expect(finish.usage.completion_tokens).toBeLessThanOrEqual(2);
}

/** An answer that has begun and goes on. */
async function begun(subject: ProviderUnderTest): Promise<{ controller: AbortController; events: AsyncIterator<ProviderEvent> }> {
  subject.fallSilent?.('after the first token');
  const controller = new AbortController();
  const events = subject.provider.stream(long(subject.provider), controller.signal)[Symbol.asyncIterator]();
  await firstToken(events);
  return { controller, events };
}

async function firstToken(events: AsyncIterator<ProviderEvent>): Promise<void> {
  for (;;) {
    const { done, value } = await events.next();
    if (done || value.type === 'finish') throw new Error('The answer ended before it had begun.');
    if (value.type !== 'progress') return;
  }
}

const question = ({ model }: LlmProvider): CompletionRequest => ({
  model,
  settings: { temperature: 0.7 },
  messages: [
    { role: 'system', content: 'You are a helpful assistant.' },
    { role: 'user', content: `What is the capital of France? (${CANARY})` },
  ],
});

const long = ({ model }: LlmProvider): CompletionRequest => ({ model, settings: { temperature: 0.7 }, messages: [{ role: 'user', content: 'Tell me a very long story about every town of France.' }] });

async function all(provider: LlmProvider, request: CompletionRequest, signal = new AbortController().signal): Promise<ProviderEvent[]> {
  return await drained(provider.stream(request, signal)[Symbol.asyncIterator]());
}

async function drained(events: AsyncIterator<ProviderEvent>): Promise<ProviderEvent[]> {
  const seen: ProviderEvent[] = [];
  for (;;) {
    const { done, value } = await events.next();
    if (done) return seen;
    seen.push(value);
  }
}

async function prepared(provider: LlmProvider, model: string, signal = new AbortController().signal): Promise<ReadyModel> {
  const preparing: AsyncGenerator<ProgressEvent, ReadyModel, void> = provider.prepare(model, signal);
  for (;;) {
    const { done, value } = await preparing.next();
    if (done) return value;
    expect(value.type).toBe('progress');
  }
}

/** Fails when something that must come at once does not. */
async function promptly<T>({ promptlyMs = 3000 }: ProviderUnderTest, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => (timer = setTimeout(() => reject(new Error(`It did not happen within ${promptlyMs} ms.`)), promptlyMs)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
