import { gzipSync } from 'node:zlib';
import { allOf, CANARY, outcomeOf, questionTo, textOf } from '../../../test/support/asking.js';
import { answering, answerOf, blockStart, failing, frameOf, KEY, LAST, type MessageScript, saying, ScriptedAnthropic, type ScriptedMessage, sending, startOf, stopOf, thinking } from '../../../test/support/scripted-anthropic.js';
import { anthropicSettings } from '../../../test/support/scripted-anthropic-subject.js';
import { ProviderError } from '../../errors/domain.error.js';
import { AnthropicProvider } from './anthropic.provider.js';

const AT_ONCE_MS = 3000;
const BEGUN = [startOf(), blockStart(0), saying(0, 'Par')];
const SMILE = Buffer.from(frameOf(saying(0, '🙂')));
const HALF_A_SMILE = SMILE.subarray(0, SMILE.indexOf('🙂') + 2);

const refusing =
  (status: number, type: string, said: string, headers?: Record<string, string>): MessageScript =>
  (message) =>
    message.refuse(status, type, said, headers);

/** Any answer, of any kind. */
const replying =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): MessageScript =>
  ({ response }) =>
    void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);

/** The beginning of an answer, and then something else. */
const begunThen =
  (then: (message: ScriptedMessage) => void | Promise<void>): MessageScript =>
  async (message) => {
    await message.events(...BEGUN);
    await then(message);
  };

const endless: MessageScript = async (message) => {
  const left = message.left();
  await message.bytes('data: ');
  while (!message.response.destroyed) await Promise.race([message.bytes(Buffer.alloc(1 << 20, 'x')), left]);
};

/** Sends a status and the beginning of a longer text, and then something else. */
const breakingOff =
  (status: number, then: 'silence' | 'reset' | 'floods'): MessageScript =>
  async (message) => {
    message.response.writeHead(status, { 'content-type': 'application/json' });
    await new Promise<void>((sent) => message.response.write('{"type":"error","error":{', () => sent()));
    if (then === 'reset') message.reset();
    else if (then === 'floods') await endless(message);
    else await message.left();
  };

interface Fault {
  readonly when: string;
  readonly script: MessageScript;
  readonly code: string;
  readonly says: RegExp;
  /** What came before it. */
  readonly after?: string;
}

const REFUSALS: readonly Fault[] = [
  { when: 'the key is wrong', script: refusing(401, 'authentication_error', 'invalid x-api-key'), code: 'provider_failed', says: /does not accept the key \(401\): invalid x-api-key\. Set ANTHROPIC_API_KEY to a valid one\.$/ },
  { when: 'the key is said back', script: refusing(401, 'authentication_error', `no such key: ${KEY}, ${KEY}`), code: 'provider_failed', says: /\(401\): no such key: …, …\. Set ANTHROPIC_API_KEY/ },
  { when: 'the account is empty', script: refusing(402, 'billing_error', 'Your credit balance is too low'), code: 'provider_failed', says: /wants to be paid first \(402\): Your credit balance is too low\. .*ANTHROPIC_API_KEY/ },
  { when: 'the key may not do that', script: refusing(403, 'permission_error', 'Your API key does not have permission'), code: 'provider_failed', says: /does not allow this.*\(403\): Your API key does not have permission\. Check ANTHROPIC_API_KEY/ },
  { when: 'there is no such model', script: refusing(404, 'not_found_error', 'model: claude-tiny'), code: 'model_not_found', says: /^http:\/\/127\.0\.0\.1:\d+ has no model claude-tiny, or none for this key\. Set ANTHROPIC_MODEL to one that it has\.$/ },
  { when: 'there is no Messages API', script: replying(404, '404 page not found', { 'content-type': 'text/plain' }), code: 'provider_failed', says: /"not found" \(404\).*ANTHROPIC_BASE_URL/ },
  { when: 'a setting is wrong', script: refusing(400, 'invalid_request_error', 'max_tokens: 99999 > 64000, which is the maximum allowed number of output tokens'), code: 'provider_failed', says: /refused the request \(400\): max_tokens: 99999 > 64000.*Check ANTHROPIC_MODEL and ANTHROPIC_MAX_TOKENS\.$/ },
  { when: 'the prompt is too long', script: refusing(400, 'invalid_request_error', 'prompt is too long: 205012 tokens > 200000 maximum'), code: 'context_overflow', says: /too long for the model's window.*ANTHROPIC_CONTEXT/ },
  { when: 'prompt and answer are too long', script: refusing(400, 'invalid_request_error', 'input length and `max_tokens` exceed context limit: 199000 + 4096 > 200000'), code: 'context_overflow', says: /too long/ },
  { when: 'the request is too large', script: refusing(413, 'request_too_large', 'Request exceeds the maximum allowed number of bytes.'), code: 'context_overflow', says: /too long/ },
  { when: 'the request is too large for what stands before it', script: replying(413, '<html><h1>413 Request Entity Too Large</h1></html>'), code: 'context_overflow', says: /too long/ },
  { when: 'it is asked too often', script: refusing(429, 'rate_limit_error', 'This request would exceed your organization’s rate limit'), code: 'provider_busy', says: /limits how much it is asked \(429\): This request would exceed.*Ask again in a moment\.$/ },
  { when: 'it is overloaded', script: refusing(529, 'overloaded_error', 'Overloaded'), code: 'provider_busy', says: /is overloaded \(529\): Overloaded\. Ask again in a moment\.$/ },
  { when: 'it is away for a moment', script: refusing(503, 'api_error', 'upstream connect error'), code: 'provider_busy', says: /is overloaded \(503\)/ },
  { when: 'it takes too long', script: refusing(504, 'timeout_error', 'Request timed out'), code: 'provider_timeout', says: /gave up on the question \(504\): Request timed out\. Ask again\.$/ },
  { when: 'it fails with a reason', script: refusing(500, 'api_error', 'Internal server error'), code: 'provider_failed', says: /failed \(500\): Internal server error\. Ask again\.$/ },
  { when: 'it fails without a word', script: replying(500, ''), code: 'provider_failed', says: /failed \(500\)\. Ask again\.$/ },
  { when: 'it fails in words of its own', script: replying(500, '{"error":"out of cheese"}', { 'content-type': 'application/json' }), code: 'provider_failed', says: /failed \(500\): out of cheese\./ },
  { when: 'it fails with a key and a password in its reason', script: refusing(500, 'api_error', `at http://me:hunter2@gateway with Bearer abcdef and sk-1234567890 and ${KEY}`), code: 'provider_failed', says: /^(?!.*(?:hunter2|abcdef|1234567890))/ },
  { when: 'it fails with a very long reason', script: refusing(500, 'api_error', 'long '.repeat(10_000)), code: 'provider_failed', says: /^.{200,300}$/ },
  { when: 'its status is beyond all', script: replying(799, ''), code: 'provider_failed', says: /failed \(799\)/ },
  { when: 'its refusal is cut off', script: breakingOff(429, 'reset'), code: 'provider_busy', says: /\(429\)/ },
  { when: 'its refusal never ends', script: breakingOff(500, 'silence'), code: 'provider_failed', says: /failed \(500\)/ },
  { when: 'its refusal is endless', script: breakingOff(500, 'floods'), code: 'provider_failed', says: /failed \(500\)/ },
  { when: 'it redirects', script: replying(307, '', { location: '/v1/elsewhere' }), code: 'provider_failed', says: /redirects to another address \(307\).*ANTHROPIC_BASE_URL/ },
  { when: 'it says that nothing has changed', script: replying(304, ''), code: 'provider_failed', says: /\(304\)/ },
  { when: 'a web page answers instead', script: replying(200, '<!doctype html>\n<html>\n'), code: 'provider_failed', says: /something else than a stream of events.*ANTHROPIC_BASE_URL/ },
  { when: 'a web page without an end answers instead', script: ({ response }) => void response.writeHead(200, { 'content-type': 'text/html' }).write('<!doctype html>\n'), code: 'provider_failed', says: /something else than a stream of events/ },
  { when: 'a proxy’s page answers instead', script: replying(502, ' <html><h1>Bad Gateway</h1></html>'), code: 'provider_failed', says: /a web page \(status 502\)/ },
  { when: 'it does not stream', script: replying(200, '{"type":"message","content":[{"type":"text","text":"Paris."}]}', { 'content-type': 'application/json' }), code: 'provider_failed', says: /something else than a stream of events/ },
  { when: 'it has nothing to say', script: replying(204, ''), code: 'provider_failed', says: /something else than a stream of events/ },
  { when: 'it speaks no HTTP', script: (message) => void message.socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'), code: 'provider_failed', says: /no valid HTTP \(HPE_/ },
  { when: 'the connection is reset before the headers', script: (message) => message.reset(), code: 'provider_failed', says: /closed the connection before it answered \(ECONNRESET\)/ },
  { when: 'the connection ends before the headers', script: (message) => message.cut(), code: 'provider_failed', says: /closed the connection before it answered \(ECONNRESET\)/ },
];

const STREAM_FAULTS: readonly Fault[] = [
  { when: 'it is overloaded in the middle', script: begunThen((message) => message.event(failing('overloaded_error', 'Overloaded'))), code: 'provider_busy', says: /is overloaded \(529\): Overloaded\. Ask again/, after: 'Par' },
  { when: 'it is overloaded as its first event', script: sending(failing('overloaded_error', 'Overloaded')), code: 'provider_busy', says: /is overloaded \(529\)/ },
  { when: 'it is asked too much in the middle', script: begunThen((message) => message.event(failing('rate_limit_error', 'slow down'))), code: 'provider_busy', says: /limits how much it is asked \(429\): slow down/, after: 'Par' },
  { when: 'it takes too long in the middle', script: begunThen((message) => message.event(failing('timeout_error', 'timed out'))), code: 'provider_timeout', says: /\(504\)/, after: 'Par' },
  { when: 'it fails in the middle', script: begunThen((message) => message.event(failing('api_error', 'Internal server error'))), code: 'provider_failed', says: /failed \(500\): Internal server error/, after: 'Par' },
  { when: 'it fails in the middle for a reason nobody knows', script: begunThen((message) => message.event(failing('novel_error', 'new'))), code: 'provider_failed', says: /failed \(500\): new/, after: 'Par' },
  { when: 'it fails in the middle without JSON', script: begunThen((message) => message.bytes('event: error\ndata: oh no\n\n')), code: 'provider_failed', says: /failed \(500\)/, after: 'Par' },
  { when: 'it finds the prompt too long in the middle', script: begunThen((message) => message.event(failing('invalid_request_error', 'prompt is too long'))), code: 'context_overflow', says: /too long/, after: 'Par' },
  { when: 'it declines to go on', script: answering(['Par'], stopOf('refusal', { stop_details: { type: 'refusal', category: 'cyber', explanation: 'no' } })), code: 'provider_failed', says: /^The model declined to answer \(cyber\)\. Ask in another way\.$/, after: 'Par' },
  { when: 'it declines without a reason', script: answering([], stopOf('refusal')), code: 'provider_failed', says: /^The model declined to answer\. Ask in another way\.$/ },
  { when: 'the window is full before the first word', script: answering([], stopOf('model_context_window_exceeded')), code: 'context_overflow', says: /window of 200000 tokens/ },
  { when: 'it only thought until its limit', script: sending(startOf(), thinking(0, 'Hm.'), stopOf('max_tokens'), LAST), code: 'provider_failed', says: /used the 1000 tokens of its answer before its first word\. Raise ANTHROPIC_MAX_TOKENS\.$/ },
  { when: 'an event is broken', script: begunThen((message) => message.bytes('event: content_block_delta\ndata: {"type":"content_bl\n\n')), code: 'provider_failed', says: /something that is not JSON/, after: 'Par' },
  { when: 'a line never ends', script: endless, code: 'provider_failed', says: /a line without an end/ },
  { when: 'the answer is compressed although nobody asked for it', script: replying(200, gzipSync(answerOf(['Paris.']).map(frameOf).join('')), { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }), code: 'provider_failed', says: /cut off/ },
  { when: 'it ends without its end marker', script: begunThen((message) => message.end()), code: 'provider_failed', says: /cut off: it ended without its end marker/, after: 'Par' },
  { when: 'it ends after its reason to stop, without its end marker', script: sending(...answerOf(['Par']).slice(0, -1)), code: 'provider_failed', says: /cut off/, after: 'Par' },
  { when: 'it ends in the middle of its end marker', script: begunThen(async (message) => (await message.bytes(frameOf(LAST).trimEnd()), message.end())), code: 'provider_failed', says: /cut off/, after: 'Par' },
  { when: 'it ends before its first event', script: replying(200, '', { 'content-type': 'text/event-stream' }), code: 'provider_failed', says: /cut off/ },
  { when: 'less comes than was announced', script: ({ response, socket }) => void response.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': '9999' }).write(BEGUN.map(frameOf).join(''), () => socket.end()), code: 'provider_failed', says: /cut off \(/, after: 'Par' },
  { when: 'the connection ends after the headers', script: ({ response, socket }) => (response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders(), void setImmediate(() => socket.destroy())), code: 'provider_failed', says: /cut off \(ECONNRESET\)/ },
  { when: 'the connection ends after an event', script: begunThen((message) => message.cut()), code: 'provider_failed', says: /cut off \(ECONNRESET\)/, after: 'Par' },
  { when: 'the connection ends in the middle of a character', script: begunThen(async (message) => (await message.bytes(HALF_A_SMILE), message.cut())), code: 'provider_failed', says: /cut off \(ECONNRESET\)/, after: 'Par' },
  { when: 'the connection is reset in the middle of an event', script: async (message) => (await message.bytes('event: content_block_delta\ndata: {"ty'), message.reset()), code: 'provider_failed', says: /\(ECONNRESET\)/ },
];

describe('AnthropicProvider, when something goes wrong', () => {
  let anthropic: ScriptedAnthropic;
  let provider: AnthropicProvider;
  beforeEach(async () => {
    anthropic = await ScriptedAnthropic.start();
    provider = new AnthropicProvider(anthropicSettings(anthropic.url));
  });
  afterEach(() => anthropic.close());

  it.each([...REFUSALS, ...STREAM_FAULTS])('says so with code and way out, asks once and frees the connection: $when', async ({ script, code, says, after = '' }) => {
    anthropic.script = script;
    const outcome = await outcomeOf(provider);
    if (!(outcome.fault instanceof ProviderError)) throw new Error(`It was no ProviderError: ${allOf(outcome)}`);
    expect([outcome.fault.code, outcome.fault.cause, textOf(outcome)]).toEqual([code, undefined, after]);
    expect(outcome.fault.message).toMatch(says);
    expect(outcome.events.filter(({ type }) => type === 'finish')).toEqual([]);
    for (const secret of [CANARY, KEY]) expect(allOf(outcome.fault)).not.toContain(secret);
    expect(anthropic.questions).toHaveLength(1);
    await anthropic.idle();
    await anthropic.connected(1);
    anthropic.script = answering(['Paris.']);
    expect(textOf(await outcomeOf(provider))).toBe('Paris.');
  }, AT_ONCE_MS);

  it.each([
    ['5 s where it does not say', {}, 5],
    ['what it says', { 'retry-after': '7' }, 7],
    ['an hour at most', { 'retry-after': '86400' }, 3600],
    ['5 s where it names a date', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 5],
  ])('tells of a busy one when to ask again: %s', async (_what, headers, retryAfterSeconds) => {
    for (const [status, type] of [[429, 'rate_limit_error'], [529, 'overloaded_error']] as const) {
      anthropic.script = refusing(status, type, 'later', headers);
      expect((await outcomeOf(provider)).fault).toMatchObject({ code: 'provider_busy', retryAfterSeconds });
    }
  });

  it('never shows the key, of whatever form it is, even when it is said back', async () => {
    anthropic.key = 'plain+words/of=mine';
    anthropic.script = refusing(400, 'invalid_request_error', `who is ${anthropic.key}?`);
    const { fault } = await outcomeOf(new AnthropicProvider(anthropicSettings(anthropic.url, { ANTHROPIC_API_KEY: anthropic.key })));
    expect(fault).toMatchObject({ message: expect.stringMatching('who is …\\?') });
    expect(allOf(fault)).not.toContain('words');
  });

  it('refuses a line that never ends before it has eaten the memory', async () => {
    let bytes = 0;
    anthropic.script = async (message) => {
      await endless(message);
      bytes = message.socket.bytesWritten;
    };
    expect((await outcomeOf(provider)).fault).toMatchObject({ code: 'provider_failed', message: expect.stringMatching('a line without an end') });
    await anthropic.connected(0);
    expect(bytes).toBeLessThan(64 * 1024 * 1024);
  }, AT_ONCE_MS);

  it.each<[string, MessageScript]>([
    ['before the first event', (message) => message.left()],
    ['behind the headers', ({ response }) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()],
    ['in the middle of an event', async (message) => (await message.bytes('event: content_block_delta\ndata: {"ty'), await message.left())],
    ['in the middle of a refusal', breakingOff(500, 'silence')],
  ])('frees the connection at once on an abort, when it is stuck %s', async (_where, script) => {
    anthropic.script = script;
    const controller = new AbortController();
    const outcome = outcomeOf(provider, undefined, controller.signal);
    await anthropic.asked(1);
    const reason = new Error('left');
    controller.abort(reason);
    expect((await outcome).fault).toBe(reason);
    await anthropic.connected(0);
  }, AT_ONCE_MS);

  it('writes nothing to the console, whatever the environment and however old the model', async () => {
    const written: unknown[] = [];
    const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
    const kept = methods.map((method) => console[method]);
    methods.forEach((method) => (console[method] = (...words: unknown[]) => void written.push(words)));
    process.env['ANTHROPIC_LOG'] = 'debug';
    anthropic.models = ['claude-sonnet-4-5'];
    const old = new AnthropicProvider(anthropicSettings(anthropic.url, { ANTHROPIC_MODEL: 'claude-sonnet-4-5' }));
    for (const { script } of [{ script: answering(['Paris.']) }, ...REFUSALS.slice(0, 2), ...STREAM_FAULTS]) {
      anthropic.script = script;
      await outcomeOf(old, questionTo('claude-sonnet-4-5'));
    }
    delete process.env['ANTHROPIC_LOG'];
    methods.forEach((method, index) => (console[method] = kept[index]!));
    expect(written).toEqual([]);
  });
});
