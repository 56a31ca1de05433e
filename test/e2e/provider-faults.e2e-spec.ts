import { once } from 'node:events';
import { ChatServer } from '../support/chat-server.js';
import { memoryMegabytes, socketsOf } from '../support/process-facts.js';
import { answering, chatLine, type ChatScript, fallingSilent, type ScriptedChat, ScriptedOllama } from '../support/scripted-ollama.js';

/** Small, so that silence is short; no turn here is slow for another reason. */
const SILENCE_MS = '700';
/** Less than 200 questions of 90,000 characters take. */
const LEAK_MEGABYTES = 15;
/** So small that rubbish is collected, and memory stays where it is when nothing is kept. */
const SMALL_HEAP = { NODE_OPTIONS: '--max-old-space-size=72 --max-semi-space-size=2' };
const whole = answering(['Paris.']);

/** A word, and then something else. */
const afterAWord =
  (then: (chat: ScriptedChat) => void | Promise<void>): ChatScript =>
  async (chat) => {
    await chat.line(chatLine('Par'));
    await then(chat);
  };

const talkative: ChatScript = async (chat) => {
  const left = once(chat.response, 'close');
  while (!chat.response.destroyed) await Promise.race([chat.line(chatLine('x'.repeat(100_000))), left]);
};

interface Fault {
  readonly when: string;
  readonly script: ChatScript;
  readonly status: number;
  readonly code: string;
  readonly says: RegExp;
  /** What had been said by then. */
  readonly after?: string;
}

const QUICK_FAULTS: readonly Fault[] = [
  { when: 'refuses the model', script: (chat) => chat.refuse(404, 'model "tiny" not found, try pulling it first'), status: 503, code: 'model_not_found', says: /Run: ollama pull tiny$/ },
  { when: 'is busy', script: (chat) => chat.refuse(503, 'server busy', { 'retry-after': '9' }), status: 503, code: 'provider_busy', says: /Ask again in a moment/ },
  { when: 'fails', script: (chat) => chat.refuse(500, 'out of memory'), status: 502, code: 'provider_failed', says: /out of memory/ },
  { when: 'finds the question too long', script: (chat) => chat.refuse(400, 'the input length exceeds the context length'), status: 413, code: 'context_overflow', says: /OLLAMA_NUM_CTX/ },
  { when: 'closes before it answers', script: (chat) => chat.reset(), status: 502, code: 'provider_failed', says: /closed the connection/ },
  { when: 'is a web page', script: (chat) => void chat.response.writeHead(200).end('<html>\n'), status: 502, code: 'provider_failed', says: /OLLAMA_URL/ },
  { when: 'fails in the middle', script: afterAWord(async (chat) => (await chat.line({ error: 'unexpected EOF' }), chat.end())), status: 502, code: 'provider_failed', says: /unexpected EOF/, after: 'Par' },
  { when: 'breaks off', script: afterAWord((chat) => chat.cut()), status: 502, code: 'provider_failed', says: /cut off/, after: 'Par' },
  { when: 'ends without its end marker', script: afterAWord((chat) => chat.end()), status: 502, code: 'provider_failed', says: /cut off/, after: 'Par' },
  { when: 'sends a broken line', script: afterAWord(async (chat) => (await chat.bytes('{"mess\n'), chat.end())), status: 502, code: 'provider_failed', says: /not a JSON object/, after: 'Par' },
];

const SLOW_FAULTS: readonly Fault[] = [
  { when: 'says nothing', script: fallingSilent([]), status: 504, code: 'provider_timeout', says: /before its first word.*FIRST_TOKEN_TIMEOUT_MS/ },
  { when: 'falls silent', script: fallingSilent(['Par']), status: 504, code: 'provider_timeout', says: /in the middle of its answer.*IDLE_TIMEOUT_MS/, after: 'Par' },
  { when: 'says nothing after its status', script: (chat) => (chat.response.writeHead(200).flushHeaders(), chat.left()), status: 504, code: 'provider_timeout', says: /before its first word/ },
];

describe('a turn whose Ollama', () => {
  let chat: ChatServer;
  beforeAll(async () => (chat = await ChatServer.start({ FIRST_TOKEN_TIMEOUT_MS: SILENCE_MS, IDLE_TIMEOUT_MS: SILENCE_MS, MAX_ANSWER_BYTES: '1000000', OLLAMA_NUM_CTX: '65536', ...SMALL_HEAP })));
  afterAll(() => chat.close());

  it.each([...QUICK_FAULTS, ...SLOW_FAULTS])('$when says so, keeps what there is, and the next one is answered', async ({ when, script, status, code, says, after }) => {
    const id = when.replaceAll(' ', '-');
    chat.ollama.script = script;
    const before = chat.ollama.questions.length;
    const answer = await chat.ask('q', id).expect(status);
    expect(answer.body).toMatchObject({ status, code, chat_id: id, success: false, detail: expect.stringMatching(says) });
    expect(answer.body.answer?.response).toBe(after);
    expect(answer.headers['retry-after']).toBe(code === 'provider_busy' ? '9' : undefined);
    expect((await chat.history(id)).at(-1)).toMatchObject(after ? { role: 'assistant', content: after, status: 'incomplete', incomplete_reason: 'provider_error' } : { role: 'user', status: 'failed', code });
    expect(chat.ollama.questions).toHaveLength(before + 1);
    await chat.ollama.idle();
    chat.ollama.script = whole;
    await chat.ask('again', id).expect(200);
  });

  it('never ends is cut off at MAX_ANSWER_BYTES', async () => {
    chat.ollama.script = talkative;
    const { body } = await chat.ask('q', 'talkative').expect(502);
    expect(body).toMatchObject({ code: 'provider_failed', detail: expect.stringMatching('MAX_ANSWER_BYTES'), answer: { incomplete_reason: 'provider_error' } });
    await chat.ollama.idle();
  });

  it('is not there says so, and is answered as soon as it is', async () => {
    const alone = await ChatServer.start();
    const { port } = new URL(alone.ollama.url);
    await alone.ollama.close();
    expect((await alone.ask('q', 'alone').expect(503)).body).toMatchObject({ code: 'provider_unavailable', detail: expect.stringMatching('ollama serve') });
    expect((await alone.get('/health/ready').expect(503)).body.details.provider).toMatchObject({ status: 'down', code: 'provider_unavailable' });
    const later = await ScriptedOllama.start(Number(port));
    await alone.get('/health/ready').expect(200);
    expect((await alone.ask('q', 'alone').expect(200)).body.response).toBe('The capital of France is Paris.');
    await alone.server[Symbol.asyncDispose]();
    await later.close();
  });

  it('fails 200 times in a row costs no socket and no memory', async () => {
    const pid = chat.server.process.pid!;
    const failing = async (turns: number): Promise<void> => {
      for (let turn = 0; turn < turns; turn++) {
        const { script, status } = QUICK_FAULTS[turn % QUICK_FAULTS.length]!;
        chat.ollama.script = script;
        await chat.ask('q'.repeat(90_000), `in-a-row-${turn % QUICK_FAULTS.length}`).expect(status);
      }
      await chat.ollama.connected(1);
    };
    await failing(100);
    const [sockets, memory] = [await socketsOf(pid), await memoryMegabytes(pid)];
    await failing(200);
    expect(await socketsOf(pid)).toBeLessThanOrEqual(sockets);
    expect(await memoryMegabytes(pid)).toBeLessThan(memory + LEAK_MEGABYTES);
  });
});

describe('a server with connections to Ollama', () => {
  it('ends at once and with 0 on SIGTERM', async () => {
    const chat = await ChatServer.start({ SHUTDOWN_GRACE_MS: '60000' });
    await chat.ask('q').expect(200);
    await chat.get('/health/ready').expect(200);
    expect(chat.ollama.open).toBeGreaterThan(0);
    const begun = performance.now();
    expect(await chat.server.stop('SIGTERM')).toBe(0);
    expect(performance.now() - begun).toBeLessThan(3000);
    await chat.close();
  });
});
