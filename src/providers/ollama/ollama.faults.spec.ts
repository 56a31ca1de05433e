import { gzipSync } from 'node:zlib';
import { allOf, CANARY, outcomeOf, textOf } from '../../../test/support/asking.js';
import { answering, chatLine, type ChatScript, lastLine, type ScriptedChat, ScriptedOllama } from '../../../test/support/scripted-ollama.js';
import { ollamaSettings } from '../../../test/support/scripted-ollama-subject.js';
import { ProviderError } from '../../errors/domain.error.js';
import { OllamaProvider } from './ollama.provider.js';

const AT_ONCE_MS = 3000;
const SMILE = Buffer.from(JSON.stringify(chatLine('🙂')));
const HALF_A_SMILE = SMILE.subarray(0, SMILE.indexOf('🙂') + 2);

const refusing =
  (status: number, error: string, headers?: Record<string, string>): ChatScript =>
  (chat) =>
    chat.refuse(status, error, headers);

/** Any answer that is not a success, of any kind. */
const replying =
  (status: number, body: string, headers: Record<string, string> = {}): ChatScript =>
  ({ response }) =>
    void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);

/** Some whole lines, then bytes that are none. */
const sending =
  (...pieces: (object | string | Buffer)[]): ChatScript =>
  async (chat) => {
    await send(chat, pieces);
    chat.end();
  };

const cutting =
  (...pieces: (object | Buffer)[]): ChatScript =>
  async (chat) => {
    await send(chat, pieces);
    chat.cut();
  };

const resetting: ChatScript = async (chat) => {
  await chat.bytes('{"message":');
  chat.reset();
};

async function send(chat: ScriptedChat, pieces: readonly (object | string | Buffer)[]): Promise<void> {
  for (const piece of pieces) await (typeof piece === 'string' || Buffer.isBuffer(piece) ? chat.bytes(piece) : chat.line(piece));
}

const endless: ChatScript = async (chat) => {
  const left = chat.left();
  while (!chat.response.destroyed) await Promise.race([chat.bytes(Buffer.alloc(1 << 20, 'x')), left]);
};

/** Sends a status and the beginning of a longer text, and then something else. */
const breakingOff =
  (status: number, then: 'silence' | 'reset'): ChatScript =>
  async (chat) => {
    chat.response.writeHead(status, { 'content-type': 'application/json' });
    await new Promise<void>((sent) => chat.response.write('{"error":"the mod', () => sent()));
    if (then === 'reset') chat.reset();
    else await chat.left();
  };

interface Fault {
  readonly when: string;
  readonly script: ChatScript;
  readonly code: string;
  readonly says: RegExp;
  /** What came before it. */
  readonly after?: string;
}

const FAULTS: readonly Fault[] = [
  { when: 'the model is not pulled', script: refusing(404, 'model "tiny" not found, try pulling it first'), code: 'model_not_found', says: /^Model tiny is not pulled\. Run: ollama pull tiny$/ },
  { when: 'the model is not pulled, in newer words', script: refusing(404, "model 'tiny' not found"), code: 'model_not_found', says: /Run: ollama pull tiny$/ },
  { when: 'the model cannot think', script: refusing(400, '"tiny" does not support thinking'), code: 'provider_failed', says: /\(400\): "tiny" does not support thinking\./ },
  { when: 'the prompt is too long', script: refusing(400, 'the input length exceeds the context length'), code: 'context_overflow', says: /too long for the model's window.*OLLAMA_NUM_CTX/ },
  { when: 'the prompt is too long, in other words', script: refusing(400, 'the prompt is longer than the context length currently available'), code: 'context_overflow', says: /too long/ },
  { when: 'it is busy', script: refusing(503, 'server busy, please try again.  maximum pending requests exceeded'), code: 'provider_busy', says: /^Ollama is busy: server busy, please try again\. maximum pending requests exceeded\. Ask again in a moment\.$/ },
  { when: 'it wants a login', script: refusing(401, 'unauthorized'), code: 'provider_failed', says: /refuses this server \(401\): unauthorized/ },
  { when: 'it forbids the address', script: replying(403, ''), code: 'provider_failed', says: /refuses this server \(403\).*OLLAMA_ORIGINS/ },
  { when: 'it fails with a reason', script: refusing(500, 'llama runner process has terminated: exit status 2'), code: 'provider_failed', says: /^Ollama failed \(500\): llama runner process has terminated: exit status 2\. Its log tells more\.$/ },
  { when: 'it fails without a word', script: replying(500, ''), code: 'provider_failed', says: /^Ollama failed \(500\)\. Its log tells more\.$/ },
  { when: 'it fails with a key and a password in its reason', script: refusing(500, 'at http://me:hunter2@gpu with Bearer abcdef and sk-1234567890'), code: 'provider_failed', says: /^(?!.*(?:hunter2|abcdef|1234567890))/ },
  { when: 'it fails with a very long reason', script: refusing(500, 'long '.repeat(20_000)), code: 'provider_failed', says: /^.{200,300}$/ },
  { when: 'its refusal is cut off', script: breakingOff(404, 'reset'), code: 'model_not_found', says: /Run: ollama pull tiny$/ },
  { when: 'its refusal never ends', script: breakingOff(500, 'silence'), code: 'provider_failed', says: /^Ollama failed \(500\)/ },
  { when: 'it redirects', script: replying(307, '', { location: '/api/elsewhere' }), code: 'provider_failed', says: /redirects to another address \(307\).*OLLAMA_URL/ },
  { when: 'a web page answers instead', script: replying(200, '<!doctype html>\n<html>\n'), code: 'provider_failed', says: /Check that OLLAMA_URL is the address of an Ollama server/ },
  { when: 'a proxy’s page answers instead', script: replying(502, ' <html><h1>Bad Gateway</h1></html>'), code: 'provider_failed', says: /a web page \(status 502\)/ },
  { when: 'it has nothing to say', script: replying(204, ''), code: 'provider_failed', says: /\(204\)/ },
  { when: 'it speaks no HTTP', script: (chat) => void chat.socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'), code: 'provider_failed', says: /no valid HTTP \(HPE_/ },
  { when: 'the answer is compressed although nobody asked for it', script: sending(gzipSync(JSON.stringify(chatLine('Paris')))), code: 'provider_failed', says: /something that is not a JSON object/ },
  { when: 'a line is broken', script: sending(chatLine('Par'), '{"message":{"content"\n'), code: 'provider_failed', says: /not a JSON object/, after: 'Par' },
  { when: 'a line is no object', script: sending(chatLine('Par'), '["is"]\n'), code: 'provider_failed', says: /not a JSON object/, after: 'Par' },
  { when: 'a line never ends', script: endless, code: 'provider_failed', says: /a line without an end/ },
  { when: 'it fails in the middle', script: sending(chatLine('Par'), { error: 'an error was encountered while running the model: unexpected EOF' }), code: 'provider_failed', says: /^Ollama failed: an error was encountered while running the model: unexpected EOF\. Its log/, after: 'Par' },
  { when: 'it fails in the middle for no reason', script: sending(chatLine('Par'), { error: '' }), code: 'provider_failed', says: /it gave no reason/, after: 'Par' },
  { when: 'it ends without its end marker', script: sending(chatLine('Par')), code: 'provider_failed', says: /cut off: it ended without its end marker/, after: 'Par' },
  { when: 'it ends before its first line', script: replying(200, ''), code: 'provider_failed', says: /cut off/ },
  { when: 'less comes than was announced', script: ({ response, socket }) => void response.writeHead(200, { 'content-length': '999' }).write(`${JSON.stringify(chatLine('Par'))}\n`, () => socket.end()), code: 'provider_failed', says: /cut off \(/, after: 'Par' },
  { when: 'the connection is reset before the headers', script: (chat) => chat.reset(), code: 'provider_failed', says: /closed the connection before it answered \(ECONNRESET\)/ },
  { when: 'the connection ends before the headers', script: (chat) => chat.cut(), code: 'provider_failed', says: /closed the connection before it answered \(ECONNRESET\)/ },
  { when: 'the connection ends after the headers', script: ({ response, socket }) => (response.writeHead(200).flushHeaders(), void setImmediate(() => socket.destroy())), code: 'provider_failed', says: /cut off \(ECONNRESET\)/ },
  { when: 'the connection ends after a line', script: cutting(chatLine('Par')), code: 'provider_failed', says: /cut off \(ECONNRESET\)/, after: 'Par' },
  { when: 'the connection ends in the middle of a character', script: cutting(chatLine('Par'), HALF_A_SMILE), code: 'provider_failed', says: /cut off \(ECONNRESET\)/, after: 'Par' },
  { when: 'the connection is reset in the middle of a line', script: resetting, code: 'provider_failed', says: /\(ECONNRESET\)/ },
  { when: 'the prompt filled the window, so that its beginning was cut, and it answered all the same', script: answering(['Par'], lastLine({ prompt_eval_count: 8192 })), code: 'context_overflow', says: /window of 8192 tokens/, after: 'Par' },
  { when: 'the prompt filled the window and the answer is empty', script: answering([], lastLine({ prompt_eval_count: 8192, eval_count: 1 })), code: 'context_overflow', says: /window of 8192 tokens/ },
];

describe('OllamaProvider, when something goes wrong', () => {
  let ollama: ScriptedOllama;
  let provider: OllamaProvider;
  beforeEach(async () => {
    ollama = await ScriptedOllama.start();
    provider = new OllamaProvider(ollamaSettings(ollama.url));
  });
  afterEach(() => ollama.close());

  it.each(FAULTS)('says so with code and way out, asks once and frees the connection: $when', async ({ script, code, says, after = '' }) => {
    ollama.script = answering(['warm']);
    await outcomeOf(provider);
    ollama.script = script;
    const outcome = await outcomeOf(provider);
    if (!(outcome.fault instanceof ProviderError)) throw new Error('It was no ProviderError.');
    expect([outcome.fault.code, outcome.fault.cause, textOf(outcome)]).toEqual([code, undefined, after]);
    expect(outcome.fault.message).toMatch(says);
    expect(allOf(outcome.fault)).not.toContain(CANARY);
    expect(ollama.questions).toHaveLength(2);
    await ollama.connected(1);
    await ollama.idle();
    ollama.script = answering(['Paris.']);
    expect(textOf(await outcomeOf(provider))).toBe('Paris.');
  }, AT_ONCE_MS);

  it.each([
    ['5 s where it does not say', {}, 5],
    ['what it says', { 'retry-after': '7' }, 7],
    ['an hour at most', { 'retry-after': '86400' }, 3600],
    ['5 s where it names a date', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 5],
  ])('tells of a busy one when to ask again: %s', async (_what, headers, retryAfterSeconds) => {
    ollama.script = refusing(503, 'server busy', headers);
    expect((await outcomeOf(provider)).fault).toMatchObject({ code: 'provider_busy', retryAfterSeconds });
  });

  it.each<[string, ChatScript]>([
    ['before the first line', (chat) => chat.left()],
    ['in the middle of a line', async (chat) => (await chat.bytes('{"message":'), await chat.left())],
    ['in the middle of a refusal', breakingOff(500, 'silence')],
  ])('frees the connection at once on an abort, when it is stuck %s', async (_where, script) => {
    ollama.script = script;
    const controller = new AbortController();
    const outcome = outcomeOf(provider, undefined, controller.signal);
    await ollama.asked(1);
    const reason = new Error('left');
    controller.abort(reason);
    expect((await outcome).fault).toBe(reason);
    await ollama.idle();
  }, AT_ONCE_MS);
});
