import { gzipSync } from 'node:zlib';
import { allOf, CANARY, outcomeOf, textOf } from '../../../test/support/asking.js';
import { type CompletionAnswer, type CompletionScript, delta, finishing, saying, ScriptedCompletions } from '../../../test/support/scripted-completions.js';
import { KEY, openAiSettings } from '../../../test/support/scripted-openai-subject.js';
import { ProviderError } from '../../errors/domain.error.js';
import { OpenAiProvider } from './openai.provider.js';

const AT_ONCE_MS = 3000;
const PAR = delta({ content: 'Par' });
const DONE = 'data: [DONE]\n\n';
const SMILE = Buffer.from(`data: ${JSON.stringify(delta({ content: '🙂' }))}\n\n`);
const HALF_A_SMILE = SMILE.subarray(0, SMILE.indexOf('🙂') + 2);

type Piece = object | string | Buffer;

/** A refusal as OpenAI words it, or with any other body. */
const refusing =
  (status: number, error: Readonly<Record<string, unknown>> | string, headers?: Record<string, string>): CompletionScript =>
  (answer) =>
    answer.refuse(status, { error: typeof error === 'string' ? { message: error, type: 'invalid_request_error', param: null, code: null } : error }, headers);

/** Any answer at all. */
const replying =
  (status: number, body: string, headers: Record<string, string> = {}): CompletionScript =>
  ({ response }) =>
    void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);

/** Events, or bytes that are none, and an orderly end of the body. */
const sending =
  (...pieces: readonly Piece[]): CompletionScript =>
  async (answer) => {
    await send(answer, pieces);
    answer.response.end();
  };

const cutting =
  (...pieces: readonly Piece[]): CompletionScript =>
  async (answer) => {
    await send(answer, pieces);
    answer.cut();
  };

const resetting: CompletionScript = async (answer) => {
  await answer.bytes('data: {"choices":');
  answer.reset();
};

async function send(answer: CompletionAnswer, pieces: readonly Piece[]): Promise<void> {
  for (const piece of pieces) await (typeof piece === 'string' || Buffer.isBuffer(piece) ? answer.bytes(piece) : answer.data(piece));
}

/** Sends the same thing for ever. */
const endless =
  (piece: Buffer): CompletionScript =>
  async (answer) => {
    const left = answer.left();
    while (!answer.response.destroyed) await Promise.race([answer.bytes(piece), left]);
  };

/** Sends a status and the beginning of a longer text, and then something else. */
const breakingOff =
  (status: number, then: 'silence' | 'reset'): CompletionScript =>
  async (answer) => {
    answer.response.writeHead(status, { 'content-type': 'application/json' });
    await new Promise<void>((sent) => answer.response.write('{"error":{"message":"the mod', () => sent()));
    if (then === 'reset') answer.reset();
    else await answer.left();
  };

interface Fault {
  readonly when: string;
  readonly script: CompletionScript;
  readonly code: string;
  readonly says: RegExp;
  /** What came before it. */
  readonly after?: string;
}

const MEGABYTE = 1 << 20;
const overflow = (when: string, script: CompletionScript, after = ''): Fault => ({ when: `the conversation is too long, as ${when} says it`, script, code: 'context_overflow', says: /too long for the model's window.*OPENAI_CONTEXT/, after });
const unknownModel = (when: string, script: CompletionScript): Fault => ({ when: `it has no such model, as ${when} says it`, script, code: 'model_not_found', says: /^http:\/\/127\.0\.0\.1:\d+\/v1 has no model tiny.*Set OPENAI_MODEL/ });
const failed = (when: string, script: CompletionScript, says: RegExp, after = ''): Fault => ({ when, script, code: 'provider_failed', says, after });
const busy = (when: string, script: CompletionScript, says: RegExp): Fault => ({ when, script, code: 'provider_busy', says });
const late = (status: number): Fault => ({ when: `it gives up waiting with ${status}`, script: refusing(status, 'upstream request timed out'), code: 'provider_timeout', says: new RegExp(`gave up waiting for its model \\(${status}\\): upstream request timed out\\.`) });

const FAULTS: readonly Fault[] = [
  unknownModel('OpenAI', refusing(404, { message: 'The model `tiny` does not exist or you do not have access to it.', type: 'invalid_request_error', param: null, code: 'model_not_found' })),
  unknownModel('Ollama', refusing(404, 'model "tiny" not found, try pulling it first')),
  unknownModel('vLLM', (answer) => answer.refuse(404, { object: 'error', message: 'The model `tiny` does not exist.', type: 'NotFoundError', param: null, code: 404 })),
  unknownModel('OpenRouter', refusing(400, { message: 'tiny is not a valid model ID', code: 400 })),
  unknownModel('DeepSeek', refusing(400, 'Model Not Exist')),
  unknownModel('Groq', refusing(400, { message: 'The model `tiny` has been decommissioned', code: 'model_decommissioned' })),
  unknownModel('Mistral', (answer) => answer.refuse(400, { object: 'error', message: 'Invalid model: tiny', type: 'invalid_model', code: '1500' })),
  overflow('OpenAI', refusing(400, { message: "This model's maximum context length is 8192 tokens.", type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' })),
  overflow('llama-server', refusing(400, { code: 400, message: 'the request exceeds the available context size', type: 'exceed_context_size_error', n_ctx: 4096 })),
  overflow('vLLM', (answer) => answer.refuse(400, { object: 'error', message: "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.", code: 400 })),
  overflow('Mistral', refusing(400, 'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length')),
  overflow('a gateway with 413', refusing(413, 'prompt is too long: 210000 tokens > 200000 maximum')),
  overflow('an event', sending({ error: { message: 'context window exceeded', code: 'context_length_exceeded' } })),
  overflow('an event with a status', sending(PAR, { error: { message: 'the request exceeds the available context size', code: 400 } }), 'Par'),
  failed('the key is wrong', refusing(401, `Incorrect API key provided: ${KEY}.`), /does not accept the key in OPENAI_API_KEY \(401\)\. Set it/),
  failed('the key is wrong, on a web page', replying(401, '<html>'), /OPENAI_API_KEY \(401\)/),
  failed('the key may not do this', refusing(403, `The key ${KEY} has no access, Bearer ${KEY}`), /does not allow this \(403\): The key … has no access, Bearer …\. Check what the key in OPENAI_API_KEY may do/),
  failed('there is no credit', refusing(402, 'Insufficient Balance'), /no credit left at http.*: Insufficient Balance\. Look at its plan/),
  failed('the quota is used up', refusing(429, { message: 'You exceeded your current quota', type: 'insufficient_quota', param: null, code: 'insufficient_quota' }), /no credit left/),
  busy('it lets nobody ask so often', refusing(429, { message: 'Rate limit reached for tiny', type: 'requests', code: 'rate_limit_exceeded' }), /takes no more questions now \(429\): Rate limit reached for tiny\. Ask again/),
  busy('it is overloaded', refusing(503, 'The engine is currently overloaded'), /\(503\): The engine is currently overloaded/),
  busy('it is overloaded, on a web page', replying(503, '<html>Service Unavailable</html>'), /\(503\)\. Ask again/),
  busy('it is overloaded, with Anthropic’s status', refusing(529, 'Overloaded'), /\(529\): Overloaded/),
  { when: 'it is loading its model', script: refusing(503, { code: 503, message: 'Loading model', type: 'unavailable_error' }), code: 'model_loading', says: /is loading its model\. Ask again/ },
  late(408),
  late(504),
  late(524),
  failed('the path is wrong', replying(404, '404 page not found'), /has no chat completions \(404\)\. Check OPENAI_BASE_URL: most end in \/v1/),
  failed('the path is wrong, in JSON', refusing(404, 'Invalid URL (POST /chat/completions)'), /has no chat completions \(404\): Invalid URL/),
  failed('the method is wrong', replying(405, ''), /has no chat completions \(405\)/),
  failed('it finds the question wrong', refusing(400, 'messages must alternate'), /failed \(400\): messages must alternate\. Its log/),
  failed('it finds the question wrong as FastAPI does, without saying it back', (answer) => answer.refuse(422, { detail: [{ type: 'x', loc: ['body', 'messages'], msg: 'Field required', input: answer.question }] }), /failed \(422\): Field required/),
  failed('it fails', refusing(500, 'CUDA error: out of memory'), /failed \(500\): CUDA error: out of memory\./),
  failed('it fails and says nothing', replying(500, ''), /failed \(500\)\. Its log tells more/),
  failed('it fails and says something that is no text', (answer) => answer.refuse(500, { error: { message: { a: [{ b: 1 }] } } }), /failed \(500\)\. Its log/),
  failed('it fails with a very long text', refusing(500, 'a'.repeat(100_000)), /failed \(500\)/),
  failed('its refusal never comes whole', breakingOff(500, 'silence'), /failed \(500\)/),
  failed('its refusal breaks off', breakingOff(500, 'reset'), /failed \(500\)/),
  failed('its refusal is endless', (answer) => (answer.response.writeHead(500), endless(Buffer.alloc(MEGABYTE, 'x'))(answer)), /failed \(500\)/),
  failed('it is a web page with a status', replying(502, '<html>Bad Gateway</html>'), /a web page \(status 502\).*OPENAI_BASE_URL/),
  failed('it is a web page', replying(200, '<!doctype html><html></html>'), /sent a web page instead.*OPENAI_BASE_URL/),
  failed('it answers without a stream', replying(200, JSON.stringify({ object: 'chat.completion', choices: [{ message: { content: 'Paris.' } }] }), { 'content-type': 'application/json' }), /JSON that is no stream of events/),
  failed('it fails with a success as status', replying(200, '{"error":{"message":"no workers left"}}', { 'content-type': 'application/json' }), /failed in its answer: no workers left/),
  failed('it answers nothing', replying(204, ''), /cut off: it ended without its end mark/),
  failed('it answers nothing with a success', replying(200, ''), /cut off: it ended without its end mark/),
  failed('it sends an answer that was packed without being asked', replying(200, gzipSync(`data: ${JSON.stringify(PAR)}\n\n`).toString('latin1'), { 'content-encoding': 'gzip' }), /cut off/),
  failed('an event is no JSON', sending(PAR, 'data: <html>\n\n'), /something that is not JSON/, 'Par'),
  failed('an event is broken', sending(PAR, 'data: {"choices":[{"delta"\n\n'), /something that is not JSON/, 'Par'),
  failed('an event is no object', sending(PAR, 'data: ["is"]\n\n'), /an event that is no JSON object/, 'Par'),
  failed('an event is null', sending(PAR, 'data: null\n\n'), /an event that is no JSON object/, 'Par'),
  failed('a line never ends', endless(Buffer.alloc(MEGABYTE, 'x')), /a line without an end/),
  failed('it fails in the middle', sending(PAR, { error: { message: 'CUDA error', type: 'server_error', code: null } }), /failed in its answer: CUDA error\. Ask again/, 'Par'),
  failed('it fails in the middle, in a word', sending(PAR, { error: 'tired' }), /failed in its answer: tired\./, 'Par'),
  failed('it fails in the middle, as older servers do', sending(PAR, { object: 'error', message: 'worker died', code: 50_001 }), /failed in its answer: worker died\./, 'Par'),
  failed('it fails in the middle for no reason', sending(PAR, { error: {} }), /it gave no reason/, 'Par'),
  failed('it fails in the middle and repeats the key', sending(PAR, { error: { message: `bad ${KEY}` } }), /failed in its answer: bad …\./, 'Par'),
  busy('it is busy in the middle, with the status of OpenRouter', sending({ error: { code: 429, message: 'Rate limited upstream' } }), /\(429\): Rate limited upstream/),
  failed('it fails after the end mark', sending(PAR, finishing('stop'), { error: { message: 'late' } }), /failed in its answer: late/, 'Par'),
  failed('it ends without an end mark', sending(PAR), /cut off: it ended without its end mark/, 'Par'),
  failed('it says [DONE] without an end mark', sending(PAR, DONE), /cut off: it ended without its end mark/, 'Par'),
  failed('it ends in the middle of an event', sending(PAR, 'data: {"choices":[{"del'), /something that is not JSON/, 'Par'),
  failed('less comes than was announced', ({ response, socket }) => void response.writeHead(200, { 'content-length': '9999' }).write(`data: ${JSON.stringify(PAR)}\n\n`, () => socket.end()), /cut off \(/, 'Par'),
  failed('the connection is reset before the headers', (answer) => answer.reset(), /closed the connection before it answered \(ECONNRESET\)/),
  failed('the connection ends before the headers', (answer) => answer.cut(), /closed the connection before it answered \(ECONNRESET\)/),
  failed('the connection ends after the headers', ({ response, socket }) => (response.writeHead(200).flushHeaders(), void setImmediate(() => socket.destroy())), /cut off \(ECONNRESET\)/),
  failed('the connection ends after an event', cutting(PAR), /cut off \(ECONNRESET\)/, 'Par'),
  failed('the connection ends in the middle of a character', cutting(PAR, HALF_A_SMILE), /cut off \(ECONNRESET\)/, 'Par'),
  failed('the connection is reset in the middle of an event', resetting, /\(ECONNRESET\)/),
  failed('no HTTP comes', ({ socket }) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'), /no valid HTTP \(HPE_/),
  failed('a filter cuts the answer off', sending(PAR, finishing('content_filter'), DONE), /content filter of http.* cut the answer off/, 'Par'),
  failed('the model wants a tool', sending(delta({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'search', arguments: '{}' } }] }), finishing('tool_calls'), DONE), /wanted to call a tool/),
  failed('the model wants a function', sending(finishing('function_call'), DONE), /wanted to call a tool/),
  failed('it has no more resources (DeepSeek)', sending(PAR, finishing('insufficient_system_resource'), DONE), /broke the answer off \(insufficient_system_resource\)/, 'Par'),
  failed('the end is called an error', sending(PAR, finishing('error'), DONE), /broke the answer off \(error\)/, 'Par'),
];

describe('OpenAiProvider, when something goes wrong', () => {
  let server: ScriptedCompletions;
  let provider: OpenAiProvider;
  beforeEach(async () => {
    server = await ScriptedCompletions.start();
    provider = new OpenAiProvider(openAiSettings(server.url));
  });
  afterEach(() => server.close());

  it.each(FAULTS)('says so with code and way out, asks once and frees the connection: $when', async ({ script, code, says, after = '' }) => {
    await outcomeOf(provider);
    server.script = script;
    const outcome = await outcomeOf(provider);
    if (!(outcome.fault instanceof ProviderError)) throw new Error(`It was no ProviderError: ${String(outcome.fault)}`);
    expect([outcome.fault.code, outcome.fault.cause, textOf(outcome)]).toEqual([code, undefined, after]);
    expect(outcome.fault.message).toMatch(says);
    expect(outcome.fault.message.length).toBeLessThan(600);
    for (const secret of [CANARY, KEY]) expect(allOf(outcome.fault)).not.toContain(secret);
    expect(server.questions).toHaveLength(2);
    await server.connected(1);
    await server.idle();
    server.script = saying('Paris.');
    expect(textOf(await outcomeOf(provider))).toBe('Paris.');
  }, AT_ONCE_MS);

  it.each([
    ['5 s where it does not say', {}, 5],
    ['what it says', { 'retry-after': '7' }, 7],
    ['a second at least', { 'retry-after': '0.3' }, 1],
    ['an hour at most', { 'retry-after': '86400' }, 3600],
    ['5 s where it names a date', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 5],
  ])('tells of a busy one when to ask again: %s', async (_what, headers, retryAfterSeconds) => {
    server.script = refusing(429, 'slow down', headers);
    expect((await outcomeOf(provider)).fault).toMatchObject({ code: 'provider_busy', retryAfterSeconds });
  });

  it('says that a key is wanted where none is set', async () => {
    server.script = refusing(401, 'You did not provide an API key.');
    const keyless = new OpenAiProvider(openAiSettings(server.url, { OPENAI_API_KEY: undefined }));
    expect((await outcomeOf(keyless)).fault).toMatchObject({ code: 'provider_failed', message: expect.stringMatching(/wants a key \(401\)\. Set OPENAI_API_KEY\./) });
  });

  it('says what is wrong with the key when it is asked whether it is ready', async () => {
    server.instead.set('/v1/models', (_request, response) => void response.writeHead(401).end('{}'));
    await expect(provider.check(new AbortController().signal)).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringMatching(/OPENAI_API_KEY \(401\)/) });
  });

  it.each<[string, CompletionScript]>([
    ['before the headers', (answer) => answer.left()],
    ['before the first event', (answer) => (answer.response.writeHead(200).flushHeaders(), answer.left())],
    ['in the middle of an event', async (answer) => (await answer.bytes('data: {"choices":'), await answer.left())],
    ['in the middle of a refusal', breakingOff(500, 'silence')],
  ])('frees the connection at once on an abort, when it is stuck %s', async (_where, script) => {
    server.script = script;
    const controller = new AbortController();
    const outcome = outcomeOf(provider, undefined, controller.signal);
    await server.asked(1);
    const reason = new Error('left');
    controller.abort(reason);
    expect((await outcome).fault).toBe(reason);
    await server.idle();
  }, AT_ONCE_MS);
});
