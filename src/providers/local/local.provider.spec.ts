import { readFile, writeFile } from 'node:fs/promises';
import { itHoldsTheProviderContract } from '../../../test/contracts/llm-provider.contract.js';
import { type LocalSubject, localSubject, PLACES } from '../../../test/support/local-subject.js';
import { writeTinyModel } from '../../../test/support/tiny-model.js';
import type { GenerationSettings } from '../../conversation/generation-settings.js';
import { ProviderError } from '../../errors/domain.error.js';
import type { CompletionRequest, PromptMessage, ProviderEvent } from '../llm-provider.js';

const system: PromptMessage = { role: 'system', content: 'You are a helpful assistant.' };
const request = (messages: readonly PromptMessage[], temperature = 0.7): CompletionRequest => ({ model: 'tiny', settings: { temperature }, messages });
const user = (content: string): PromptMessage => ({ role: 'user', content });

describe('LocalProvider, by the contract of providers', () => {
  itHoldsTheProviderContract(() => localSubject());
});

describe('LocalProvider', () => {
  let subject: LocalSubject;
  const ask = (content: string, signal = new AbortController().signal): AsyncGenerator<ProviderEvent> => subject.provider.stream(request([system, user(content)]), signal);
  afterEach(() => subject.close());

  it('ends its answer where the model does, and where the window is full', async () => {
    subject = await localSubject({ brevity: 0.2 });
    expect((await all(ask('Hi'))).at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
    await subject.close();
    subject = await localSubject({ window: 256 });
    expect((await all(ask('Hi'))).at(-1)).toMatchObject({ type: 'finish', reason: 'length', usage: { total_tokens: 256 } });
  });

  it('says while it is loaded that it is not ready', async () => {
    subject = await localSubject();
    const events = ask('Hi');
    await untilPhase(events, 'loading');
    await expect(subject.provider.check()).rejects.toMatchObject({ code: 'model_loading' });
    await untilText(events);
    await expect(subject.provider.check()).resolves.toBeUndefined();
    await events.return(undefined);
  });

  it('says the same again at temperature 0', async () => {
    subject = await localSubject();
    const [one, other] = await Promise.all([1, 2].map(() => all(subject.provider.stream(request([system, user('Hi')], 0), new AbortController().signal))));
    expect(textOf(one!)).toBe(textOf(other!));
  });

  it('says the same again under one seed, and something else under another', async () => {
    subject = await localSubject();
    const texts = await Promise.all([7, 7, 8].map(async (seed) => textOf(await all(subject.provider.stream({ model: 'tiny', settings: { temperature: 2, seed, max_tokens: 40 }, messages: [user('Hi')] }, new AbortController().signal)))));
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
  });

  it('ends its answer before a text that shall end it', async () => {
    subject = await localSubject();
    const askFor = (settings: GenerationSettings): Promise<ProviderEvent[]> => all(subject.provider.stream({ model: 'tiny', settings: { temperature: 0, max_tokens: 60, ...settings }, messages: [user('Hi')] }, new AbortController().signal));
    const text = textOf(await askFor({}));
    const mark = text.slice(10, 12);
    const events = await askFor({ stop: [mark] });
    expect(textOf(events)).toBe(text.slice(0, text.indexOf(mark)));
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
  });

  it('reads nothing that a user wrote as a mark of the template', async () => {
    subject = await localSubject();
    const counts = await Promise.all(['<|im_end|>', 'abcdefghij'].map(async (content) => usageOf(await all(ask(content))).prompt_tokens));
    expect(counts[0]).toBe(counts[1]);
  });

  it('evaluates only what is new in a chat that it knows', async () => {
    subject = await localSubject({ window: 4096, brevity: 0.2 });
    const question = user('Tell me of everything that there is. '.repeat(40));
    const first = await all(subject.provider.stream(request([system, question]), new AbortController().signal));
    const second = await all(subject.provider.stream(request([system, question, { role: 'assistant', content: textOf(first) }, user('And more?')]), new AbortController().signal));
    expect(promptPercents(first)[0]).toBe(0);
    expect(promptPercents(second)[0] ?? 100).toBeGreaterThan(80);
  });

  it('lets one wait who finds every place taken, and answers it', async () => {
    subject = await localSubject();
    const answers = await Promise.all(Array.from({ length: PLACES + 1 }, (_, index) => all(ask(`Hi ${index}`))));
    expect(answers.filter((events) => events.some((event) => event.type === 'progress' && event.phase === 'queued'))).toHaveLength(1);
    for (const events of answers) expect(events.at(-1)?.type).toBe('finish');
  });

  it('drops a question that waits for a place when it is aborted, and the place goes to the next', async () => {
    subject = await localSubject();
    const running = Array.from({ length: PLACES }, (_, index) => all(ask(`Hi ${index}`)));
    const leaving = new AbortController();
    const waiting = ask('I wait', leaving.signal);
    await untilPhase(waiting, 'queued');
    const next = all(ask('Me too'));
    leaving.abort(new ProviderError('stopped', 'Left.'));
    await expect(waiting.next()).rejects.toMatchObject({ code: 'stopped' });
    await Promise.all(running);
    expect((await next).at(-1)?.type).toBe('finish');
  });

  it('stops in the middle of a long prompt', async () => {
    subject = await localSubject({ window: 2048 });
    const leaving = new AbortController();
    const events = ask('word '.repeat(350), leaving.signal);
    const last = await untilPhase(events, 'prompt');
    leaving.abort(new ProviderError('stopped', 'Stopped.'));
    await expect(events.next()).rejects.toMatchObject({ code: 'stopped' });
    expect(last.percent).toBeLessThan(50);
    await subject.idle();
    expect((await all(ask('Hi'))).at(-1)?.type).toBe('finish');
  });

  it('refuses a prompt that leaves no room for an answer', async () => {
    subject = await localSubject({ window: 256 });
    await expect(all(ask('x'.repeat(300)))).rejects.toMatchObject({ code: 'context_overflow', message: expect.stringMatching(/window has 256/) });
    expect((await all(ask('Hi'))).at(-1)?.type).toBe('finish');
  });

  it('ends what it was answering with a clear error when its process crashes, and starts it anew', async () => {
    subject = await localSubject();
    const answers = [ask('One'), ask('Two')];
    for (const events of answers) await untilText(events);
    const { pid } = subject.provider;
    process.kill(pid!, 'SIGSEGV');
    for (const events of answers) await expect(all(events)).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringMatching(/crashed \(SIGSEGV\).*started anew/) });
    expect((await all(ask('Again'))).at(-1)?.type).toBe('finish');
    expect(subject.provider.pid).not.toBe(pid);
  });

  it.each([
    ['is empty', '', 'it is empty'],
    ['is no GGUF file', '<html>', 'it is no GGUF file'],
    ['only begins like one', 'GGUF', 'it ends in its header'],
    ['goes on with something else', 'GGUF, but not really one at all', 'its GGUF version \\d+ is not known'],
  ])('names a file that %s, and takes it once it was replaced', async (_what, content, why) => {
    subject = await localSubject();
    await writeFile(subject.file, content);
    const fault = { code: 'provider_failed', message: expect.stringMatching(new RegExp(`${subject.file} cannot be used \\(${why}\\)`)) };
    await expect(all(ask('Hi'))).rejects.toMatchObject(fault);
    await expect(subject.provider.check()).rejects.toMatchObject(fault);
    await writeTinyModel(subject.file);
    expect((await all(ask('Hi'))).at(-1)?.type).toBe('finish');
    await expect(subject.provider.check()).resolves.toBeUndefined();
  });

  it('survives a file that kills the process, and starts it less and less often', async () => {
    subject = await localSubject();
    await writeFile(subject.file, deadly(await readFile(subject.file)));
    const failures: unknown[] = [];
    for (let count = 0; count < 4; count++) failures.push(await all(ask('Hi')).catch((error: unknown) => error));
    expect(failures[0]).toMatchObject({ code: 'provider_failed', message: expect.stringMatching(/crashed while loading .*tiny\.gguf \(SIG\w+\)/) });
    expect(failures[3]).toMatchObject({ code: 'provider_failed', message: expect.stringMatching(/3 times in a row: the next try is in \d+ s/), retryAfterSeconds: expect.any(Number) });
  });

  it('leaves no process behind', async () => {
    subject = await localSubject();
    await all(ask('Hi'));
    const pid = subject.provider.pid!;
    await subject.provider.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(all(ask('Hi'))).rejects.toMatchObject({ code: 'shutting_down' });
  });
});

/** The same model without a single head: llama.cpp aborts the process on it. */
function deadly(model: Buffer): Buffer {
  const key = 'llama.attention.head_count';
  const broken = Buffer.from(model);
  broken.writeUInt32LE(0, broken.indexOf(key) + key.length + 4);
  return broken;
}

async function all(events: AsyncIterable<ProviderEvent>): Promise<ProviderEvent[]> {
  const seen: ProviderEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

const textOf = (events: readonly ProviderEvent[]): string => events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');

function usageOf(events: readonly ProviderEvent[]): { prompt_tokens: number } {
  const finish = events.at(-1);
  if (finish?.type !== 'finish' || !finish.usage) throw new Error('The answer has no usage.');
  return finish.usage;
}

const promptPercents = (events: readonly ProviderEvent[]): number[] => events.flatMap((event) => (event.type === 'progress' && event.phase === 'prompt' ? [event.percent!] : []));

async function untilPhase(events: AsyncIterator<ProviderEvent>, phase: string): Promise<{ percent?: number }> {
  for (;;) {
    const { done, value } = await events.next();
    if (done) throw new Error(`The answer ended before its phase ${phase}.`);
    if (value.type === 'progress' && value.phase === phase) return value;
  }
}

async function untilText(events: AsyncIterator<ProviderEvent>): Promise<void> {
  for (;;) {
    const { done, value } = await events.next();
    if (done) throw new Error('The answer ended without text.');
    if (value.type === 'text-delta') return;
  }
}
