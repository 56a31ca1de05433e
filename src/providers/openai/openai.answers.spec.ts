import { outcomeOf, questionTo, textOf } from '../../../test/support/asking.js';
import { completionEvent, type CompletionScript, delta, finishing, saying, ScriptedCompletions, USAGE, USAGE_EVENT } from '../../../test/support/scripted-completions.js';
import { openAiSettings } from '../../../test/support/scripted-openai-subject.js';
import type { GenerationSettings, SettingName } from '../../conversation/generation-settings.js';
import type { LlmProvider, ReadyModel } from '../llm-provider.js';
import { OpenAiProvider } from './openai.provider.js';
import type { OpenAiSettings } from './openai.settings.js';
import type { Optional } from './openai.wire.js';

const AT_ONCE_MS = 5000;
const FINISH = { type: 'finish', reason: 'stop', usage: USAGE };
const UNCOUNTED = { type: 'finish', reason: 'stop' };
const text = (words: string): object => ({ type: 'text-delta', text: words });
const thought = (words: string): object => ({ type: 'reasoning-delta', text: words });

/** A whole answer as events, with what may stand between them. */
const PARTS: readonly string[] = [': ping', 'id: 1', 'event: message', `data: ${JSON.stringify(delta({ reasoning_content: 'Hm, é…' }))}`, '', `data:${JSON.stringify(delta({ content: 'Grüße aus 東京 🙂' }))}`, '', `data: ${JSON.stringify(finishing('stop'))}`, '', `data: ${JSON.stringify(USAGE_EVENT)}`, '', 'data: [DONE]', ''];
const WHOLE_EVENTS = [thought('Hm, é…'), text('Grüße aus 東京 🙂'), FINISH];
const wholeWith = (newline: string): Buffer => Buffer.from(PARTS.map((part) => `${part}${newline}`).join(''));

/** A whole answer in pieces that begin at these places. */
const cutAt =
  (whole: Buffer, places: readonly number[]): CompletionScript =>
  async (answer) => {
    const bounds = [0, ...places, whole.length];
    for (let index = 1; index < bounds.length; index++) await answer.bytes(whole.subarray(bounds[index - 1], bounds[index]));
    answer.response.end();
  };

/** Events, or bytes that are none, and then an orderly end of the body. */
const sending =
  (...pieces: readonly (object | string)[]): CompletionScript =>
  async (answer) => {
    for (const piece of pieces) await (typeof piece === 'string' ? answer.bytes(piece) : answer.data(piece));
    answer.response.end();
  };

const paris = delta({ content: 'Paris.' });
const DONE = 'data: [DONE]\n\n';

async function prepared(provider: LlmProvider, signal = new AbortController().signal): Promise<ReadyModel> {
  const { value } = await provider.prepare(provider.model, signal).next();
  return value as ReadyModel;
}

describe('OpenAiProvider, what it makes of an answer', () => {
  let server: ScriptedCompletions;
  let provider: OpenAiProvider;
  beforeEach(async () => {
    server = await ScriptedCompletions.start();
    provider = new OpenAiProvider(openAiSettings(server.url));
  });
  afterEach(() => server.close());

  it.each([
    ['lines end in a newline', '\n'],
    ['lines end in a carriage return and a newline', '\r\n'],
  ])('gives the same events wherever the answer is cut in two, also in the middle of a character, when %s', async (_what, newline) => {
    const whole = wholeWith(newline);
    for (let place = 1; place < whole.length; place++) {
      server.script = cutAt(whole, [place]);
      const outcome = await outcomeOf(provider);
      if (outcome.fault || JSON.stringify(outcome.events) !== JSON.stringify(WHOLE_EVENTS)) throw new Error(`It gave something else when cut at byte ${place}: ${JSON.stringify(outcome)}`);
    }
    await server.connected(1);
  });

  it('gives the same events when they drip in byte by byte', async () => {
    const whole = wholeWith('\n');
    server.script = cutAt(whole, Array.from({ length: whole.length - 1 }, (_byte, index) => index + 1));
    expect(await outcomeOf(provider)).toEqual({ events: WHOLE_EVENTS });
  });

  it.each<[string, CompletionScript, readonly object[]]>([
    ['text beside the end mark', sending(completionEvent({ delta: { content: 'Paris.' }, finish_reason: 'stop' }), USAGE_EVENT, DONE), [text('Paris.'), FINISH]],
    ['counts beside the end mark', sending(paris, completionEvent({ finish_reason: 'stop' }, { usage: USAGE }), DONE), [text('Paris.'), FINISH]],
    ['counts in every event', sending(completionEvent({ delta: { content: 'Paris.' } }, { usage: { prompt_tokens: 26, completion_tokens: 1 } }), completionEvent({ finish_reason: 'stop' }, { usage: USAGE }), DONE), [text('Paris.'), FINISH]],
    ['a total that holds more than the two counts', sending(paris, finishing('stop'), { ...USAGE_EVENT, usage: { ...USAGE, total_tokens: 99 } }, DONE), [text('Paris.'), FINISH]],
    ['no counts', sending(paris, finishing('stop'), DONE), [text('Paris.'), UNCOUNTED]],
    ['counts of the wrong kind', sending(paris, finishing('stop'), { ...USAGE_EVENT, usage: { prompt_tokens: '26' } }, DONE), [text('Paris.'), UNCOUNTED]],
    ['an end mark and then no [DONE]', sending(paris, finishing('stop'), USAGE_EVENT), [text('Paris.'), FINISH]],
    ['no blank line behind the last event', sending(paris, `data: ${JSON.stringify(finishing('stop'))}`), [text('Paris.'), UNCOUNTED]],
    ['no blank line before [DONE]', sending(paris, `data: ${JSON.stringify(finishing('stop'))}\n${DONE}`), [text('Paris.'), UNCOUNTED]],
    ['something after [DONE]', sending(paris, finishing('stop'), DONE, delta({ content: ' Or Rome.' })), [text('Paris.'), UNCOUNTED]],
    ['a byte order mark', sending(`\uFEFFdata: ${JSON.stringify(paris)}\n\n`, finishing('stop'), DONE), [text('Paris.'), UNCOUNTED]],
    ['comments, blank lines and empty events to keep it alive', sending(': OPENROUTER PROCESSING\n\n\n\n', 'data:\n\ndata: \n\n', 'retry: 10\n\n', paris, ': ping\n', finishing('stop'), DONE), [text('Paris.'), UNCOUNTED]],
    ['names of events, also of another API', sending('event: thread.message.delta\n', paris, 'event: error\n', finishing('stop'), DONE), [text('Paris.'), UNCOUNTED]],
    ['an event in several data lines', sending('data: {"choices":[{"delta":\ndata: {"content":"Paris."}}]}\n\n', finishing('stop'), DONE), [text('Paris.'), UNCOUNTED]],
    ['thoughts as DeepSeek and llama.cpp name them', sending(delta({ content: null, reasoning_content: 'Hm.' }), paris, finishing('stop'), DONE), [thought('Hm.'), text('Paris.'), UNCOUNTED]],
    ['thoughts as Ollama and OpenRouter name them', sending(delta({ content: '', reasoning: 'Hm.', reasoning_details: [{}] }), paris, finishing('stop'), DONE), [thought('Hm.'), text('Paris.'), UNCOUNTED]],
    ['thoughts under both names, once', sending(delta({ reasoning_content: 'Hm.', reasoning: 'Hm.' }), paris, finishing('stop'), DONE), [thought('Hm.'), text('Paris.'), UNCOUNTED]],
    ['a thought and text in one event', sending(delta({ content: 'Paris.', reasoning: 'Hm.' }), finishing('stop'), DONE), [thought('Hm.'), text('Paris.'), UNCOUNTED]],
    ['a refusal in the model’s words', sending(delta({ content: null, refusal: 'I cannot.' }), finishing('stop'), DONE), [text('I cannot.'), UNCOUNTED]],
    ['a limit that was reached', sending(paris, finishing('length'), DONE), [text('Paris.'), { ...UNCOUNTED, reason: 'length' }]],
    ['a limit that was reached, in other words', sending(paris, finishing('max_tokens'), DONE), [text('Paris.'), { ...UNCOUNTED, reason: 'length' }]],
    ['an end reason nobody knows', sending(paris, finishing('eos_token'), DONE), [text('Paris.'), UNCOUNTED]],
    ['fields it does not know', sending(completionEvent({ delta: { content: 'Paris.', obfuscation: 'xyz', annotations: [] }, matched_stop: 1 }, { timings: {}, obfuscation: 'q' }), finishing('stop'), DONE), [text('Paris.'), UNCOUNTED]],
    ['events without choices', sending({ prompt_filter_results: [] }, { choices: [] }, { choices: null }, { choices: [null, 3] }, paris, finishing('stop'), DONE), [text('Paris.'), UNCOUNTED]],
    ['fields of the wrong kind', sending(completionEvent({ delta: { content: 42, reasoning: [] } }), completionEvent({ delta: 'x', finish_reason: 7 }), paris, finishing('stop'), DONE), [text('Paris.'), UNCOUNTED]],
    ['no words at all', saying(), [FINISH]],
  ])('takes %s as it is meant', async (_what, script, events) => {
    server.script = script;
    expect(JSON.parse(JSON.stringify(await outcomeOf(provider)))).toEqual({ events });
    await server.connected(1);
  });

  it('reads an event of ten megabytes', async () => {
    server.script = saying('x'.repeat(10_000_000));
    expect(textOf(await outcomeOf(provider))).toHaveLength(10_000_000);
  }, AT_ONCE_MS);

  it.each<[string, readonly (object | string)[], object]>([
    ['after [DONE]', [paris, finishing('stop'), USAGE_EVENT, DONE], FINISH],
    ['after the end mark, without [DONE]', [paris, finishing('stop')], UNCOUNTED],
    ['after the counts, without [DONE]', [paris, finishing('stop'), USAGE_EVENT], FINISH],
  ])('does not wait for ever, and cuts the connection, when nothing ends it %s', async (_where, pieces, finish) => {
    server.script = async (answer) => {
      for (const piece of pieces) await (typeof piece === 'string' ? answer.bytes(piece) : answer.data(piece));
      await answer.left();
    };
    expect(JSON.parse(JSON.stringify(await outcomeOf(provider)))).toEqual({ events: [text('Paris.'), finish] });
    await server.idle();
  }, AT_ONCE_MS);

  it('takes an answer as whole whose connection breaks behind its end mark', async () => {
    server.script = async (answer) => {
      await answer.data(paris);
      await answer.data(finishing('stop'));
      answer.cut();
    };
    expect((await outcomeOf(provider)).events.at(-1)).toMatchObject(UNCOUNTED);
  });

  it('gives the abort’s reason when it comes between the end mark and the end', async () => {
    server.script = async (answer) => {
      await answer.data(paris);
      await answer.data(finishing('stop'));
      await answer.left();
    };
    const controller = new AbortController();
    const reason = new Error('left');
    const events = provider.stream(questionTo('tiny'), controller.signal);
    await events.next();
    const end = events.next();
    controller.abort(reason);
    await expect(end).rejects.toBe(reason);
    await server.idle();
  });
});

/** Refuses a question that has a field, in the words of some server. */
const refusing =
  (field: Optional, status: number, body: unknown): CompletionScript =>
  async (answer) =>
    field in answer.question ? answer.refuse(status, body) : await saying('Paris.')(answer);

describe('OpenAiProvider, what it asks', () => {
  let server: ScriptedCompletions;
  let provider: OpenAiProvider;
  beforeEach(async () => {
    server = await ScriptedCompletions.start();
    provider = new OpenAiProvider(openAiSettings(server.url));
  });
  afterEach(() => server.close());

  const asked = { model: 'tiny', messages: questionTo('tiny').messages, stream: true };
  const COUNTED = { stream_options: { include_usage: true } };
  const TEMPERATURE = { temperature: 0.7 };

  it('sends the question, the temperature, and that it wants counts', async () => {
    await outcomeOf(provider, { ...questionTo('tiny'), settings: { temperature: 0 } });
    expect(server.questions).toEqual([{ ...asked, temperature: 0, ...COUNTED }]);
  });

  const onlyOne = "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.";
  it.each<[string, 'temperature' | 'stream_options', number, unknown]>([
    ['a temperature (OpenAI)', 'temperature', 400, { error: { message: onlyOne, type: 'invalid_request_error', param: 'temperature', code: 'unsupported_value' } }],
    ['a temperature (OpenAI, o3-mini)', 'temperature', 400, { error: { message: "Unsupported parameter: 'temperature' is not supported with this model.", param: 'temperature', code: 'unsupported_parameter' } }],
    ['stream_options (an older server)', 'stream_options', 400, { error: { message: 'Unrecognized request argument supplied: stream_options', type: 'invalid_request_error' } }],
    ['stream_options (Mistral)', 'stream_options', 422, { object: 'error', message: { detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options', 'include_usage'], msg: 'Extra inputs are not permitted', input: true }] } }],
  ])('leaves out what the model refuses, from then on: %s', async (_what, field, status, body) => {
    server.script = refusing(field, status, body);
    expect(textOf(await outcomeOf(provider))).toBe('Paris.');
    expect(textOf(await outcomeOf(provider))).toBe('Paris.');
    const rest = field === 'temperature' ? COUNTED : TEMPERATURE;
    expect(server.questions).toEqual([{ ...asked, ...TEMPERATURE, ...COUNTED }, { ...asked, ...rest }, { ...asked, ...rest }]);
  });

  it('sends what is set, under the names that servers of all ages know', async () => {
    await outcomeOf(provider, { ...questionTo('tiny'), settings: { max_tokens: 5, stop: ['\n'], seed: 0, think: false } });
    expect(server.questions).toEqual([{ ...asked, max_tokens: 5, stop: ['\n'], seed: 0, reasoning_effort: 'none', ...COUNTED }]);
  });

  it('calls the longest answer by its newer name for a model that wants that', async () => {
    const refusal = { error: { message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", param: 'max_tokens', code: 'unsupported_parameter' } };
    server.script = refusing('max_tokens', 400, refusal);
    const settings = { max_tokens: 5 };
    expect(textOf(await outcomeOf(provider, { ...questionTo('tiny'), settings }))).toBe('Paris.');
    expect(server.questions.at(-1)).toEqual({ ...asked, max_completion_tokens: 5, ...COUNTED });
    expect(provider.ignored('tiny', settings)).toEqual([]);
  });

  it.each<[Optional, GenerationSettings, SettingName]>([
    ['temperature', { temperature: 0.7 }, 'temperature'],
    ['stop', { stop: ['\n'] }, 'stop'],
    ['seed', { seed: 1 }, 'seed'],
    ['reasoning_effort', { think: 'high' }, 'think'],
  ])('names a setting as ignored whose part was refused: %s', async (field, settings, name) => {
    server.script = refusing(field, 400, { error: { message: `Unsupported parameter: '${field}' is not supported with this model.`, param: field } });
    expect(provider.ignored('tiny', settings)).toEqual([]);
    expect(textOf(await outcomeOf(provider, { ...questionTo('tiny'), settings }))).toBe('Paris.');
    expect(provider.ignored('tiny', settings)).toEqual([name]);
    expect(provider.ignored('other', settings)).toEqual([]);
  });

  it('leaves out both when both are refused', async () => {
    server.script = async (answer) => {
      const { temperature, stream_options } = answer.question;
      if (stream_options) return answer.refuse(400, { error: { message: 'unknown field stream_options' } });
      if (temperature !== undefined) return answer.refuse(400, { error: { message: onlyOne, param: 'temperature' } });
      await saying('Paris.')(answer);
    };
    expect(textOf(await outcomeOf(provider))).toBe('Paris.');
    expect(server.questions).toHaveLength(3);
  });

  it('does not hide that a temperature is out of range', async () => {
    server.script = (answer) => answer.refuse(400, { error: { message: 'temperature must be between 0 and 1', param: 'temperature' } });
    expect((await outcomeOf(provider)).fault).toMatchObject({ code: 'provider_failed', message: expect.stringMatching(/temperature must be between 0 and 1/) });
    expect(server.questions).toHaveLength(1);
  });

  it('does not ask for ever when what it left out is refused all the same', async () => {
    server.script = (answer) => answer.refuse(400, { error: { message: onlyOne, param: 'temperature' } });
    expect((await outcomeOf(provider)).fault).toMatchObject({ code: 'provider_failed' });
    expect(server.questions).toHaveLength(2);
  });

  it('asks a model once when it may have got the question', async () => {
    await provider.models(new AbortController().signal);
    server.script = (answer) => answer.reset();
    expect((await outcomeOf(provider)).fault).toMatchObject({ code: 'provider_failed' });
    expect(server.questions).toHaveLength(1);
  });

  it('asks a model, and for models, all the same when the connection it had used was closed', async () => {
    const { signal } = new AbortController();
    await provider.models(signal);
    server.closeConnections();
    expect(textOf(await outcomeOf(provider))).toBe('The capital of France is Paris.');
    server.closeConnections();
    expect(await provider.models(signal)).toEqual([{ name: 'tiny' }]);
    expect(server.questions).toHaveLength(1);
  });
});

describe('OpenAiProvider, its models and their windows', () => {
  const { signal } = new AbortController();
  let server: ScriptedCompletions;
  beforeEach(async () => (server = await ScriptedCompletions.start()));
  afterEach(() => server.close());
  const providerWith = (more: Partial<OpenAiSettings> = {}): OpenAiProvider => new OpenAiProvider(openAiSettings(server.url, more));

  it.each<[string, Partial<OpenAiSettings>, readonly Record<string, unknown>[], number]>([
    ['OPENAI_CONTEXT, before all else', { OPENAI_CONTEXT: 1024 }, [{ id: 'tiny', max_model_len: 2048 }], 1024],
    ['what vLLM tells', {}, [{ id: 'tiny', max_model_len: 2048 }], 2048],
    ['what OpenRouter tells', { OPENAI_MODEL: 'meta/tiny:free' }, [{ id: 'other' }, { id: 'meta/tiny', context_length: 131_072 }], 131_072],
    ['what Groq tells', {}, [{ id: 'tiny', context_window: 4096 }], 4096],
    ['what is known of a model', { OPENAI_MODEL: 'gpt-4.1-mini' }, [{ id: 'gpt-4.1-mini' }], 1_047_576],
    ['what is known of a model behind its maker’s name', { OPENAI_MODEL: 'openai/gpt-4o-2024-08-06' }, [], 128_000],
    ['8192, when nothing is known', {}, [{ id: 'tiny' }], 8192],
    ['8192, when what is told makes no sense', {}, [{ id: 'tiny', max_model_len: 'many', context_length: 0 }], 8192],
  ])('has as window %s', async (_what, more, models, window) => {
    server.models = models;
    const provider = providerWith(more);
    expect(await prepared(provider)).toEqual({ name: provider.model, window });
  });

  it('takes what is known when the models cannot be listed, and asks again the next time', async () => {
    const provider = providerWith();
    server.instead.set('/v1/models', (_request, response) => void response.writeHead(500).end('{"error":{"message":"not now"}}'));
    expect(await prepared(provider)).toEqual({ name: 'tiny', window: 8192 });
    server.instead.clear();
    server.models = [{ id: 'tiny', max_model_len: 2048 }];
    expect(await prepared(provider)).toEqual({ name: 'tiny', window: 2048 });
  });

  it('is looked up once for all who ask at the same time', async () => {
    const provider = providerWith();
    await Promise.all([prepared(provider), prepared(provider)]);
    expect(server.paths).toEqual(['/v1/models']);
  });

  it.each([[403], [404], [405], [501]])('counts as there, with its own model, on a server that answers %d for its list', async (status) => {
    server.instead.set('/v1/models', (_request, response) => void response.writeHead(status).end('{"detail":"Not Found"}'));
    const provider = providerWith();
    await expect(provider.check(signal)).resolves.toBeUndefined();
    expect(await provider.models(signal)).toEqual([{ name: 'tiny' }]);
    expect(await prepared(provider)).toEqual({ name: 'tiny', window: 8192 });
  });

  it.each<[string, unknown, object[]]>([
    ['a list that is one', [{ id: 'tiny' }, { id: 'large', context_length: 9000 }], [{ name: 'tiny' }, { name: 'large', window: 9000 }]],
    ['Ollama’s tag', { data: [{ id: 'tiny:latest' }] }, [{ name: 'tiny' }]],
    ['llama-server’s one model, which answers to any name', { data: [{ id: '/models/some.gguf', owned_by: 'llamacpp', meta: { n_ctx_train: 4096 } }] }, [{ name: 'tiny' }]],
    ['entries that are none', { data: [null, 'x', {}, { id: 3 }, { id: '' }, { id: 'tiny' }] }, [{ name: 'tiny' }]],
  ])('finds its model in %s', async (_what, answer, models) => {
    server.instead.set('/v1/models', (_request, response) => void response.end(JSON.stringify(answer)));
    await expect(providerWith().check(signal)).resolves.toBeUndefined();
    expect(await providerWith().models(signal)).toEqual(models);
  });

  it('says which models there are when its own is not among them', async () => {
    server.models = [{ id: 'one' }, { id: 'two' }];
    await expect(providerWith().check(signal)).rejects.toMatchObject({ code: 'model_not_found', message: expect.stringMatching(/has no model tiny.*It has one, two\. Set OPENAI_MODEL/) });
    expect(await providerWith().models(signal)).toEqual([{ name: 'one' }, { name: 'two' }]);
  });

  it.each<[string, string]>([
    ['no list', '{"data":{}}'],
    ['no JSON', '<html>'],
  ])('says so when the answer is %s', async (_what, body) => {
    server.instead.set('/v1/models', (_request, response) => void response.end(body));
    await expect(providerWith().check(signal)).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringMatching(/OPENAI_BASE_URL/) });
  });

  it('is left at once when the signal ends a slow list', async () => {
    server.instead.set('/v1/models', () => undefined);
    const controller = new AbortController();
    const left = prepared(providerWith(), controller.signal);
    const reason = new Error('left');
    controller.abort(reason);
    await expect(left).rejects.toBe(reason);
  });
});

