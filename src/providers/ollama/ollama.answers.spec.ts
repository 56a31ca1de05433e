import { outcomeOf, questionTo, textOf } from '../../../test/support/asking.js';
import { answering, chatLine, type ChatScript, lastLine, ScriptedOllama } from '../../../test/support/scripted-ollama.js';
import { ollamaSettings } from '../../../test/support/scripted-ollama-subject.js';
import type { LlmProvider, ReadyModel } from '../llm-provider.js';
import { OllamaProvider } from './ollama.provider.js';
import type { OllamaSettings } from './ollama.settings.js';

const USAGE = { prompt_tokens: 26, completion_tokens: 12, total_tokens: 38 };
const FINISH = { type: 'finish', reason: 'stop', usage: USAGE };
const text = (words: string): object => ({ type: 'text-delta', text: words });

/** A whole answer as bytes, to be cut anywhere. */
const WHOLE = Buffer.from([chatLine('', { thinking: 'Hm, é…' }), chatLine('Grüße aus 東京 🙂'), lastLine()].map((line) => `${JSON.stringify(line)}\n`).join(''));
const WHOLE_EVENTS = [{ type: 'reasoning-delta', text: 'Hm, é…' }, text('Grüße aus 東京 🙂'), FINISH];

/** The whole answer in pieces that begin at these places. */
const cutAt =
  (places: readonly number[]): ChatScript =>
  async (chat) => {
    const bounds = [0, ...places, WHOLE.length];
    for (let index = 1; index < bounds.length; index++) await chat.bytes(WHOLE.subarray(bounds[index - 1], bounds[index]));
    chat.end();
  };

const linesOf =
  (...lines: readonly (object | string)[]): ChatScript =>
  async (chat) => {
    for (const line of lines) await (typeof line === 'string' ? chat.bytes(line) : chat.line(line));
    chat.end();
  };

async function prepared(provider: LlmProvider, signal = new AbortController().signal): Promise<ReadyModel> {
  const { value } = await provider.prepare(provider.model, signal).next();
  return value as ReadyModel;
}

describe('OllamaProvider, what it makes of an answer', () => {
  let ollama: ScriptedOllama;
  let provider: OllamaProvider;
  const providerWith = (more: Partial<OllamaSettings>): OllamaProvider => new OllamaProvider(ollamaSettings(ollama.url, more));
  beforeEach(async () => {
    ollama = await ScriptedOllama.start();
    provider = providerWith({});
  });
  afterEach(() => ollama.close());

  it('gives the same events wherever the answer is cut in two, also in the middle of a character', async () => {
    for (let place = 1; place < WHOLE.length; place++) {
      ollama.script = cutAt([place]);
      const outcome = await outcomeOf(provider);
      if (outcome.fault || JSON.stringify(outcome.events) !== JSON.stringify(WHOLE_EVENTS)) throw new Error(`It gave something else when cut at byte ${place}: ${JSON.stringify(outcome)}`);
    }
    await ollama.connected(1);
  });

  it('gives the same events when they drip in byte by byte', async () => {
    ollama.script = cutAt(Array.from({ length: WHOLE.length - 1 }, (_byte, index) => index + 1));
    expect(await outcomeOf(provider)).toEqual({ events: WHOLE_EVENTS });
  });

  it.each<[string, ChatScript, readonly object[]]>([
    ['text in the last line', linesOf(lastLine({ message: { content: 'Paris.' } })), [text('Paris.'), FINISH]],
    ['no newline at the end', linesOf(chatLine('Paris.'), JSON.stringify(lastLine())), [text('Paris.'), FINISH]],
    ['blank lines and carriage returns', linesOf('\n\r\n', `${JSON.stringify(chatLine('Paris.'))}\r\n`, lastLine()), [text('Paris.'), FINISH]],
    ['something after the last line', linesOf(chatLine('Paris.'), lastLine(), chatLine(' Or Rome.'), lastLine()), [text('Paris.'), FINISH]],
    ['an answer that reached its limit', answering(['Par'], lastLine({ done_reason: 'length' })), [text('Par'), { ...FINISH, reason: 'length' }]],
    ['a reason nobody knows', answering(['Paris.'], lastLine({ done_reason: 'tired' })), [text('Paris.'), FINISH]],
    ['thoughts apart from the text', linesOf(chatLine('', { thinking: 'Hm.' }), chatLine('Paris.'), lastLine()), [{ type: 'reasoning-delta', text: 'Hm.' }, text('Paris.'), FINISH]],
    ['a thought and text in one line', linesOf(chatLine('Paris.', { thinking: 'Hm.' }), lastLine()), [{ type: 'reasoning-delta', text: 'Hm.' }, text('Paris.'), FINISH]],
    ['fields it does not know', linesOf({ ...chatLine('Paris.', { images: null, tool_calls: [] }), logprobs: [1], remote_host: 'x' }, lastLine({ novelty: {} })), [text('Paris.'), FINISH]],
    ['lines without a message', linesOf({ status: 'thinking' }, chatLine('Paris.'), lastLine({ message: undefined })), [text('Paris.'), FINISH]],
    ['counts that are missing', answering(['Paris.'], lastLine({ prompt_eval_count: undefined, eval_count: undefined })), [text('Paris.'), { type: 'finish', reason: 'stop' }]],
    ['a count of zero, which Ollama leaves out', answering(['Paris.'], lastLine({ prompt_eval_count: undefined })), [text('Paris.'), { ...FINISH, usage: { prompt_tokens: 0, completion_tokens: 12, total_tokens: 12 } }]],
    ['no words at all', answering([]), [FINISH]],
  ])('takes %s as it is meant', async (_what, script, events) => {
    ollama.script = script;
    const outcome = await outcomeOf(provider);
    expect(JSON.parse(JSON.stringify(outcome))).toEqual({ events });
    await ollama.connected(1);
  });

  it('reads a line of ten megabytes', async () => {
    ollama.script = answering(['x'.repeat(10_000_000)]);
    expect(textOf(await outcomeOf(provider))).toHaveLength(10_000_000);
  });

  it('cuts a connection that goes on and on after the last line', async () => {
    ollama.script = async (chat) => {
      await chat.line(lastLine());
      await chat.left();
    };
    expect((await outcomeOf(provider)).events).toEqual([FINISH]);
    await ollama.idle();
  });

});

describe('OllamaProvider, when a connection it had used was closed', () => {
  const { signal } = new AbortController();
  let ollama: ScriptedOllama;
  let provider: OllamaProvider;
  beforeEach(async () => {
    ollama = await ScriptedOllama.start();
    provider = new OllamaProvider(ollamaSettings(ollama.url, { OLLAMA_NUM_CTX: 2048 }));
    await provider.models(signal);
  });
  afterEach(() => ollama.close());

  it('lists the models all the same', async () => {
    ollama.closeConnections();
    expect(await provider.models(signal)).toEqual([{ name: 'tiny', window: 2048 }]);
  });

  it('asks a model all the same, and once', async () => {
    ollama.closeConnections();
    expect(textOf(await outcomeOf(provider))).toBe('The capital of France is Paris.');
    expect(ollama.questions).toHaveLength(1);
  });

  it('asks a model once when it may have got the question', async () => {
    ollama.script = (chat) => chat.reset();
    expect((await outcomeOf(provider)).fault).toMatchObject({ code: 'provider_failed' });
    expect(ollama.questions).toHaveLength(1);
  });
});

const maximum = (tokens: number): object => ({ model_info: { 'general.architecture': 'qwen3', 'qwen3.context_length': tokens } });

describe('OllamaProvider, the window', () => {
  let ollama: ScriptedOllama;
  beforeEach(async () => (ollama = await ScriptedOllama.start()));
  afterEach(() => ollama.close());

  it.each<[string, Partial<OllamaSettings>, object, number]>([
    ['OLLAMA_NUM_CTX, before all else', { OLLAMA_NUM_CTX: 1024 }, { parameters: 'num_ctx 2048' }, 1024],
    ['the model’s own num_ctx', {}, { parameters: 'stop "<|im_end|>"\nnum_ctx    16384', ...maximum(131_072) }, 16_384],
    ['the model’s maximum, when it is small', {}, maximum(2048), 2048],
    ['8192, when the maximum is larger', {}, maximum(131_072), 8192],
    ['4096, when nothing is known', {}, { model_info: {} }, 4096],
  ])('is %s, and is sent with every question', async (_what, settings, show, window) => {
    ollama.models = [{ name: 'tiny:latest', show: show as Record<string, unknown> }];
    const provider = new OllamaProvider(ollamaSettings(ollama.url, settings));
    expect(await prepared(provider)).toEqual({ name: 'tiny', window });
    await outcomeOf(provider);
    await outcomeOf(provider, { ...questionTo('tiny'), settings: { temperature: 0 } });
    expect(ollama.questions).toEqual([0.7, 0].map((temperature) => ({ ...questionTo('tiny'), settings: undefined, stream: true, truncate: false, options: { num_ctx: window, temperature } })));
  });

  it.each<[string, readonly string[], boolean, object, readonly string[]]>([
    ['asks a model to think that can', ['completion', 'thinking'], true, { think: true }, []],
    ['does not ask a model to think that cannot', ['completion'], true, {}, ['think']],
    ['asks it not to think, which every model takes', ['completion'], false, { think: false }, []],
  ])('%s', async (_what, capabilities, think, sent, ignored) => {
    ollama.models = [{ name: 'tiny:latest', show: { capabilities, model_info: {} } }];
    const provider = new OllamaProvider(ollamaSettings(ollama.url, { OLLAMA_NUM_CTX: 1024 }));
    await outcomeOf(provider, { ...questionTo('tiny'), settings: { think } });
    expect(ollama.questions).toEqual([{ model: 'tiny', messages: questionTo('tiny').messages, stream: true, truncate: false, options: { num_ctx: 1024 }, ...sent }]);
    expect(provider.ignored('tiny', { think })).toEqual(ignored);
  });

  it('is looked up again after a failure', async () => {
    const provider = new OllamaProvider(ollamaSettings(ollama.url));
    ollama.instead.set('/api/show', (_request, response) => void response.writeHead(500).end('{"error":"not now"}'));
    await expect(prepared(provider)).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringMatching('not now') });
    expect((await outcomeOf(provider)).fault).toMatchObject({ code: 'provider_failed' });
    ollama.instead.clear();
    expect(await prepared(provider)).toEqual({ name: 'tiny', window: 8192 });
  });

  it('is looked up once for all who ask at the same time, and one who leaves does not take it from the others', async () => {
    const provider = new OllamaProvider(ollamaSettings(ollama.url));
    const leaving = new AbortController();
    const left = prepared(provider, leaving.signal);
    const others = [prepared(provider), prepared(provider)];
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(await Promise.all(others)).toEqual([{ name: 'tiny', window: 8192 }, { name: 'tiny', window: 8192 }]);
    expect(ollama.paths).toEqual(['/api/show']);
  });
});
