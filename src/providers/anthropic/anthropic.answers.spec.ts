import { outcomeOf, questionTo, textOf } from '../../../test/support/asking.js';
import { answering, answerOf, type ApiEvent, blockStart, blockStop, delta, frameOf, KEY, LAST, type MessageScript, PING, saying, ScriptedAnthropic, sending, startOf, stopOf, thinking } from '../../../test/support/scripted-anthropic.js';
import { anthropicSettings } from '../../../test/support/scripted-anthropic-subject.js';
import type { GenerationSettings, SettingName } from '../../conversation/generation-settings.js';
import type { PromptMessage } from '../llm-provider.js';
import { AnthropicProvider } from './anthropic.provider.js';
import type { AnthropicSettings } from './anthropic.settings.js';

const USAGE = { prompt_tokens: 26, completion_tokens: 12, total_tokens: 38 };
const FINISH = { type: 'finish', reason: 'stop', usage: USAGE };
const text = (words: string): object => ({ type: 'text-delta', text: words });
const thought = (words: string): object => ({ type: 'reasoning-delta', text: words });

const THINKING_BLOCK = { type: 'thinking', thinking: '', signature: '' };
const TOOL_BLOCK = { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} };

/** A whole answer with a thought, to be cut anywhere. */
const WHOLE: readonly ApiEvent[] = [
  startOf(),
  blockStart(0, THINKING_BLOCK),
  PING,
  thinking(0, 'Hm, é…'),
  delta(0, { type: 'signature_delta', signature: 'EqQBCg==' }),
  blockStop(0),
  blockStart(1),
  saying(1, 'Grüße aus 東京 🙂'),
  blockStop(1),
  stopOf('end_turn', {}, { output_tokens: 12 }),
  LAST,
];
const WHOLE_EVENTS = [thought('Hm, é…'), text('Grüße aus 東京 🙂'), FINISH];
const FRAMES = WHOLE.map(frameOf).join('');
const BYTES = Buffer.from(FRAMES);
/** Its bytes without its long beginning: each place to cut costs a question. */
const AFTER_THE_START = Buffer.from(WHOLE.slice(1).map(frameOf).join(''));

const inPieces =
  (bytes: Uint8Array, places: readonly number[]): MessageScript =>
  async (message) => {
    const bounds = [0, ...places, bytes.length];
    for (let index = 1; index < bounds.length; index++) await message.bytes(bytes.subarray(bounds[index - 1], bounds[index]));
    message.end();
  };

const framed = (frames: string): MessageScript => inPieces(Buffer.from(frames), []);

describe('AnthropicProvider, what it makes of an answer', () => {
  let anthropic: ScriptedAnthropic;
  let provider: AnthropicProvider;
  const providerWith = (more: Partial<AnthropicSettings>): AnthropicProvider => new AnthropicProvider(anthropicSettings(anthropic.url, more));
  beforeEach(async () => {
    anthropic = await ScriptedAnthropic.start();
    provider = providerWith({});
  });
  afterEach(() => anthropic.close());

  /** What it gives when the bytes come in two pieces, each read by itself: the first is not sent before it is waited for. */
  async function eventsWhenCutAt(place: number): Promise<readonly object[]> {
    let waited!: () => void;
    const isWaitedFor = new Promise<void>((resolve) => (waited = resolve));
    anthropic.script = async (message) => {
      await message.events(startOf(), saying(0, 'first'));
      await isWaitedFor;
      await inPieces(AFTER_THE_START, [place])(message);
    };
    const events: object[] = [];
    for await (const event of provider.stream(questionTo('claude-tiny'), new AbortController().signal)) {
      events.push(event);
      if (events.length === 1) setImmediate(waited);
    }
    return events.slice(1);
  }

  it('gives the same events wherever the answer is cut in two, also in the middle of a character', async () => {
    for (let place = 1; place < AFTER_THE_START.length; place++) {
      const events = await eventsWhenCutAt(place);
      if (JSON.stringify(events) !== JSON.stringify(WHOLE_EVENTS)) throw new Error(`It gave something else when cut at byte ${place}: ${JSON.stringify(events)}`);
    }
    await anthropic.connected(0);
  });

  it.each([
    ['line feeds', BYTES],
    ['carriage returns and line feeds', Buffer.from(FRAMES.replaceAll('\n', '\r\n'))],
    ['carriage returns alone', Buffer.from(FRAMES.replaceAll('\n', '\r'))],
  ])('gives the same events when they drip in byte by byte, with %s', async (_ends, bytes) => {
    anthropic.script = inPieces(bytes, Array.from({ length: bytes.length - 1 }, (_byte, index) => index + 1));
    expect(await outcomeOf(provider)).toEqual({ events: WHOLE_EVENTS });
  });

  it.each<[string, MessageScript, readonly object[]]>([
    ['pings anywhere', sending(...WHOLE.flatMap((event) => [PING, event]).slice(0, -1), LAST), WHOLE_EVENTS],
    ['comments and blank lines', framed(`: hello\n\n\n${WHOLE.map((event) => `: still there\n${frameOf(event)}\n`).join('')}`), WHOLE_EVENTS],
    ['ids and retries', framed(WHOLE.map((event, index) => `id: ${index}\nretry: 10\n${frameOf(event)}`).join('')), WHOLE_EVENTS],
    ['no space behind the colons', framed(FRAMES.replaceAll(/^(event|data): /gm, '$1:')), WHOLE_EVENTS],
    ['something after the last event', sending(...WHOLE, blockStart(2), saying(2, ' Or not.')), WHOLE_EVENTS],
    ['unknown events', sending({ type: 'message_novelty', delta: { type: 'text_delta', text: 'no' } }, ...answerOf(['Paris.'])), [text('Paris.'), FINISH]],
    ['an event that is no object', framed(`event: novelty\ndata: ["is"]\n\n${answerOf(['Paris.']).map(frameOf).join('')}`), [text('Paris.'), FINISH]],
    ['an event without a name', framed(`data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"no"}}\n\n${answerOf(['Paris.']).map(frameOf).join('')}`), [text('Paris.'), FINISH]],
    ['unknown blocks', sending(startOf(), blockStart(0, TOOL_BLOCK), delta(0, { type: 'input_json_delta', partial_json: '{"text":"no"}' }), blockStop(0), blockStart(1, { type: 'novelty', text: 'no' }), blockStop(1), ...answerOf(['Paris.']).slice(1)), [text('Paris.'), FINISH]],
    ['unknown deltas', sending(startOf(), blockStart(0), delta(0, { type: 'citations_delta', citation: { cited_text: 'no' } }), delta(0, { type: 'novelty', text: 'no' }), ...answerOf(['Paris.']).slice(2)), [text('Paris.'), FINISH]],
    ['a redacted thought', sending(startOf(), blockStart(0, { type: 'redacted_thinking', data: 'no' }), blockStop(0), ...answerOf(['Paris.']).slice(1)), [text('Paris.'), FINISH]],
    ['a thought whose words are kept back', sending(startOf(), blockStart(0, THINKING_BLOCK), thinking(0, ''), blockStop(0), ...answerOf(['Paris.']).slice(1)), [text('Paris.'), FINISH]],
    ['text and thought at the beginning of their blocks', sending(startOf(), blockStart(0, { type: 'thinking', thinking: 'Hm.' }), blockStart(1, { type: 'text', text: 'Par' }), saying(1, 'is.'), stopOf('end_turn'), LAST), [thought('Hm.'), text('Par'), text('is.'), FINISH]],
    ['two blocks of text', sending(startOf(), blockStart(0), saying(0, 'One. '), blockStop(0), blockStart(1), saying(1, 'Two.'), blockStop(1), stopOf('end_turn'), LAST), [text('One. '), text('Two.'), FINISH]],
    ['no words at all', answering([]), [FINISH]],
    ['an answer that reached its limit', answering(['Par'], stopOf('max_tokens')), [text('Par'), { ...FINISH, reason: 'length' }]],
    ['an answer that filled the window', answering(['Par'], stopOf('model_context_window_exceeded')), [text('Par'), { ...FINISH, reason: 'length' }]],
    ['an answer that paused', answering(['Par'], stopOf('pause_turn')), [text('Par'), { ...FINISH, reason: 'length' }]],
    ['a stop sequence', answering(['Paris.'], stopOf('stop_sequence', { stop_sequence: '\n' })), [text('Paris.'), FINISH]],
    ['a wish for a tool', answering(['Paris.'], stopOf('tool_use')), [text('Paris.'), FINISH]],
    ['a reason nobody knows', answering(['Paris.'], stopOf('tired')), [text('Paris.'), FINISH]],
    ['no reason', answering(['Paris.'], stopOf(null)), [text('Paris.'), FINISH]],
    ['counts that are corrected at the end', answering(['Paris.'], stopOf('end_turn', {}, { input_tokens: 10, cache_read_input_tokens: 0, output_tokens: 9 })), [text('Paris.'), { ...FINISH, usage: { prompt_tokens: 12, completion_tokens: 9, total_tokens: 21 } }]],
    ['counts that only the beginning tells', sending(...answerOf(['Paris.'], { type: 'message_delta', delta: { stop_reason: 'end_turn' } })), [text('Paris.'), { ...FINISH, usage: { prompt_tokens: 26, completion_tokens: 1, total_tokens: 27 } }]],
    ['counts that are missing', sending(startOf({}), blockStart(0), saying(0, 'Paris.'), { type: 'message_delta', delta: { stop_reason: 'end_turn' } }, LAST), [text('Paris.'), { type: 'finish', reason: 'stop' }]],
    ['counts that make no sense', sending(startOf({ input_tokens: -1, output_tokens: 'many' }), blockStart(0), saying(0, 'Paris.'), stopOf('end_turn', {}, { output_tokens: null }), LAST), [text('Paris.'), { type: 'finish', reason: 'stop' }]],
    ['events without their parts', sending({ type: 'message_start' }, { type: 'content_block_start' }, { type: 'content_block_delta', delta: 'x' }, { type: 'content_block_delta', delta: { type: 'text_delta', text: 7 } }, { type: 'message_delta' }, LAST), [{ type: 'finish', reason: 'stop' }]],
  ])('takes %s as it is meant', async (_what, script, events) => {
    anthropic.script = script;
    const outcome = await outcomeOf(provider);
    expect(JSON.parse(JSON.stringify(outcome))).toEqual({ events });
    await anthropic.connected(0);
  });

  it('reads a delta of ten megabytes', async () => {
    anthropic.script = answering(['x'.repeat(10_000_000)]);
    expect(textOf(await outcomeOf(provider))).toHaveLength(10_000_000);
  });

  it('cuts a connection that goes on and on after the last event', async () => {
    anthropic.script = async (message) => {
      await message.events(...answerOf(['Paris.']));
      await message.left();
    };
    expect((await outcomeOf(provider)).events.at(-1)).toEqual(FINISH);
    await anthropic.idle();
  });

  it('gives each delta as soon as it has come', async () => {
    anthropic.script = async (message) => {
      await message.events(startOf(), blockStart(0), saying(0, 'Par'));
      await message.left();
    };
    const events = provider.stream(questionTo('claude-tiny'), new AbortController().signal);
    expect((await events.next()).value).toEqual(text('Par'));
    await events.return();
    await anthropic.idle();
  });
});

const system = (content: string): PromptMessage => ({ role: 'system', content });
const user = (content: string): PromptMessage => ({ role: 'user', content });
const assistant = (content: string): PromptMessage => ({ role: 'assistant', content });

describe('AnthropicProvider, what it asks', () => {
  let anthropic: ScriptedAnthropic;
  const providerWith = (more: Partial<AnthropicSettings> = {}): AnthropicProvider => new AnthropicProvider(anthropicSettings(anthropic.url, more));
  beforeEach(async () => (anthropic = await ScriptedAnthropic.start()));
  afterEach(() => anthropic.close());

  it.each<[string, readonly PromptMessage[], string | undefined, readonly PromptMessage[]]>([
    ['the system prompt apart', [system('Be kind.'), user('q')], 'Be kind.', [user('q')]],
    ['no system prompt where it is blank', [system(' \n'), user('q')], undefined, [user('q')]],
    ['several system prompts as one', [system('Be kind.'), user('q'), system('Be brief.')], 'Be kind.\n\nBe brief.', [user('q')]],
    ['turns as they are, a partial answer too', [user('q'), assistant('Par'), user('go on')], undefined, [user('q'), assistant('Par'), user('go on')]],
    ['questions in a row as one', [user('q'), user('are you there?'), assistant('Yes.'), user('good')], undefined, [user('q\n\nare you there?'), assistant('Yes.'), user('good')]],
    ['answers in a row as one', [user('q'), assistant('One.'), assistant('Two.'), user('good')], undefined, [user('q'), assistant('One.\n\nTwo.'), user('good')]],
    ['neighbours of a blank message as one', [user('q'), assistant(' '), user('again')], undefined, [user('q\n\nagain')]],
    ['no answer before the first question', [assistant('left alone'), user('q')], undefined, [user('q')]],
    ['spaces around words as they are', [user(' q \n')], undefined, [user(' q \n')]],
  ])('sends %s', async (_what, messages, prompt, sent) => {
    expect((await outcomeOf(providerWith(), { model: 'claude-tiny', messages, settings: { temperature: 0.7 } })).fault).toBeUndefined();
    expect(anthropic.questions[0]).toMatchObject({ messages: sent });
    expect(anthropic.questions[0]?.system).toBe(prompt);
  });

  it.each<[string, object]>([
    ['a temperature', { temperature: 1 }],
    ['no longest answer', { max_tokens: undefined }],
    ['a blank system prompt', { system: ' ' }],
    ['a blank message', { messages: [user(' ')] }],
    ['a system message', { messages: [system('Be kind.'), user('q')] }],
    ['an answer first', { messages: [assistant('a'), user('q')] }],
    ['two questions in a row', { messages: [user('q'), user('q')] }],
    ['an answer last', { messages: [user('q'), assistant('a')] }],
  ])('is checked by a server that refuses %s', async (_what, more) => {
    const body = JSON.stringify({ model: 'claude-tiny', max_tokens: 10, messages: [user('q')], stream: true, ...more });
    const response = await fetch(`${anthropic.url}/v1/messages`, { method: 'POST', body, headers: { authorization: `Bearer ${KEY}`, 'anthropic-version': '2026-10-21' } });
    expect([response.status, await response.json()]).toMatchObject([400, { error: { type: 'invalid_request_error' } }]);
  });

  it.each<[string, string, GenerationSettings, object, readonly SettingName[]]>([
    ['the longest answer and where it ends', 'claude-tiny', { max_tokens: 7, stop: ['END'] }, { max_tokens: 7, stop_sequences: ['END'] }, []],
    ['neither temperature nor seed', 'claude-tiny', { temperature: 0, seed: 1 }, { max_tokens: 1000 }, ['temperature', 'seed']],
    ['that a model shall not think', 'claude-tiny', { think: false }, { max_tokens: 1000, thinking: { type: 'disabled' } }, []],
    ['a budget for thinking', 'claude-tiny', { think: 'high', max_tokens: 9000 }, { max_tokens: 9000, thinking: { type: 'enabled', budget_tokens: 4500, display: 'summarized' } }, []],
    ['no thinking that has no room', 'claude-tiny', { think: true }, { max_tokens: 1000 }, ['think']],
    ['that a new model may think', 'claude-opus-5', { think: true }, { max_tokens: 1000, thinking: { type: 'adaptive', display: 'summarized' } }, []],
    ['how much a new model shall think', 'claude-opus-5', { think: 'low' }, { max_tokens: 1000, thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'low' } }, []],
  ])('sends what is set: %s', async (_what, model, settings, sent, ignored) => {
    anthropic.models = ['claude-tiny', 'claude-opus-5'];
    const provider = providerWith();
    expect((await outcomeOf(provider, { ...questionTo(model), settings })).fault).toBeUndefined();
    expect(anthropic.questions).toEqual([{ model, stream: true, messages: questionTo('').messages, ...sent }]);
    expect(provider.ignored(model, settings)).toEqual(ignored);
  });

  it('sends the model, the longest answer and nothing that the API does not take, whatever the temperature', async () => {
    await outcomeOf(providerWith(), { ...questionTo('claude-other'), settings: { temperature: 2 } });
    expect(anthropic.questions).toEqual([{ model: 'claude-other', max_tokens: 1000, stream: true, messages: questionTo('').messages }]);
  });

  it.each([
    ['ANTHROPIC_MAX_TOKENS', { ANTHROPIC_MAX_TOKENS: 50 }, 50],
    ['the window, when that is smaller', { ANTHROPIC_MAX_TOKENS: 50, ANTHROPIC_CONTEXT: 40 }, 40],
  ])('lets an answer grow to %s', async (_what, settings, longest) => {
    await outcomeOf(providerWith(settings));
    expect(anthropic.questions[0]?.max_tokens).toBe(longest);
  });

  it.each([
    ['ANTHROPIC_CONTEXT, before all else', { ANTHROPIC_MODEL: 'claude-opus-5-5', ANTHROPIC_CONTEXT: 5000 }, 5000],
    ['the model’s own, when it is known', { ANTHROPIC_MODEL: 'claude-opus-5-5' }, 1_000_000],
    ['200,000 when it is not', { ANTHROPIC_MODEL: 'claude-tiny' }, 200_000],
  ])('takes as window %s', async (_what, settings, window) => {
    const provider = providerWith(settings);
    expect(await provider.prepare(provider.model, new AbortController().signal).next()).toEqual({ done: true, value: { name: provider.model, window } });
  });
});

describe('AnthropicProvider, its models', () => {
  const { signal } = new AbortController();
  let anthropic: ScriptedAnthropic;
  const providerWith = (model: string): AnthropicProvider => new AnthropicProvider(anthropicSettings(anthropic.url, { ANTHROPIC_MODEL: model }));
  const missing = (...paths: readonly string[]): void => {
    for (const path of paths) anthropic.instead.set(path, (_request, response) => void response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found'));
  };
  beforeEach(async () => (anthropic = await ScriptedAnthropic.start()));
  afterEach(() => anthropic.close());

  it('are those of every page of the list, its own first', async () => {
    anthropic.pageSize = 2;
    anthropic.models = ['one', 'two', 'three', 'claude-opus-5-5', 'five'];
    const models = await providerWith('three').models(signal);
    expect(models.map(({ name }) => name)).toEqual(['three', 'one', 'two', 'claude-opus-5-5', 'five']);
    expect(models.map(({ window }) => window)).toEqual([200_000, 200_000, 200_000, 1_000_000, 200_000]);
    expect(anthropic.paths).toHaveLength(3);
  });

  it('are its own one where the server has no list', async () => {
    missing('/v1/models');
    expect(await providerWith('claude-tiny').models(signal)).toEqual([{ name: 'claude-tiny', window: 200_000 }]);
  });

  it.each<[string, readonly string[]]>([
    ['has a model', []],
    ['lists it, but tells nothing of one alone', ['/v1/models/claude-tiny']],
    ['tells nothing of models', ['/v1/models/claude-tiny', '/v1/models']],
  ])('are ready when the server %s', async (_what, paths) => {
    missing(...paths);
    await expect(providerWith('claude-tiny').check(signal)).resolves.toBeUndefined();
  });

  it('are not ready when its own is none of them', async () => {
    await expect(providerWith('claude-gone').check(signal)).rejects.toMatchObject({ code: 'model_not_found', message: expect.stringMatching(/has no model claude-gone.*ANTHROPIC_MODEL/) });
  });

  it.each(['models', 'check'] as const)('are not known when the key is wrong: %s', async (ask) => {
    anthropic.key = 'another';
    await expect(providerWith('claude-tiny')[ask](signal)).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringMatching(/does not accept the key \(401\): invalid bearer …\. Set ANTHROPIC_API_KEY/) });
  });

  it.each<[string, 'models' | 'check', string, string]>([
    ['a web page', 'models', 'text/html', '<html>'],
    ['a web page', 'check', 'text/html', '<html>'],
    ['broken JSON', 'models', 'application/json', '{"data":'],
    ['a list that is none', 'models', 'application/json', '{"data":{"id":1}}'],
    ['null', 'models', 'application/json', 'null'],
  ])('are not known when %s comes instead of them: %s', async (_what, ask, type, body) => {
    for (const path of ['/v1/models', '/v1/models/claude-tiny']) anthropic.instead.set(path, (_request, response) => void response.writeHead(200, { 'content-type': type }).end(body));
    await expect(providerWith('claude-tiny')[ask](signal)).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringMatching(/something that is not JSON.*ANTHROPIC_BASE_URL/) });
    await anthropic.connected(0);
  });

  it('are those in a list that can be read', async () => {
    anthropic.instead.set('/v1/models', (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[null,{"id":7},{"id":"claude-other"},{}]}'));
    expect((await providerWith('claude-tiny').models(signal)).map(({ name }) => name)).toEqual(['claude-tiny', 'claude-other']);
  });
});
