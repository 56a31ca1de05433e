import { resolve } from 'node:path';
import { type ScriptedModel, ScriptedOllama } from '../support/scripted-ollama.js';
import { type RunningServer, startServer } from '../support/server.js';

const DEFAULT = 'llama3.1:8b-instruct-q8_0';
/** A file that is no model: the embedded provider is chosen all the same, and nothing is fetched. */
const NO_MODEL = resolve(__dirname, '../../package.json');
const NOBODY = { OLLAMA_URL: 'http://127.0.0.1:9' };
const EMBEDDING: ScriptedModel = { name: 'embed', modified_at: '2026-09-01T00:00:00Z', show: { capabilities: ['embedding'] } };
const ASKED_FOR_MS = 1000;
/** What a start beside a hanging Ollama may take longer than one beside none, on a machine with other things to do. */
const SLACK_MS = 1500;

interface Row {
  readonly is: string;
  readonly models?: readonly ScriptedModel[];
  readonly env?: Readonly<Record<string, string>>;
  readonly chosen: readonly [provider: string, model: string];
  readonly why: RegExp;
  readonly asked?: readonly string[];
}

describe('PROVIDER=auto', () => {
  let ollama: ScriptedOllama;
  beforeEach(async () => (ollama = await ScriptedOllama.start()));
  afterEach(() => ollama.close());

  /** What a start says and how long it takes. */
  async function started(env: Readonly<Record<string, string>> = {}): Promise<{ output: string; milliseconds: number; paths: readonly string[] }> {
    const begun = performance.now();
    const server: RunningServer = await startServer({ env: { LOG_LEVEL: 'info', OLLAMA_URL: ollama.url, LOCAL_MODEL: NO_MODEL, ...env } });
    const milliseconds = performance.now() - begun;
    await server[Symbol.asyncDispose]();
    return { output: server.output(), milliseconds, paths: [...ollama.paths] };
  }

  it.each<Row>([
    { is: 'Ollama with its default model', models: [{ name: 'newer', capabilities: ['completion'] }, { name: DEFAULT }], chosen: ['ollama', DEFAULT], why: /has its default model/, asked: ['/api/tags'] },
    { is: 'Ollama with the newest model that can chat', models: [EMBEDDING, { name: 'can-chat' }], chosen: ['ollama', 'can-chat'], why: /is not pulled, and this is the newest/, asked: ['/api/tags', '/api/show', '/api/show'] },
    { is: 'Ollama with the model that is set, pulled or not', env: { OLLAMA_MODEL: 'mine' }, chosen: ['ollama', 'mine'], why: /OLLAMA_MODEL is set/ },
    { is: 'the embedded model when nothing is pulled', chosen: ['local', 'package'], why: /no model that can chat/, asked: ['/api/tags'] },
    { is: 'the embedded model when only embedding models are pulled', models: [EMBEDDING], chosen: ['local', 'package'], why: /no model that can chat/, asked: ['/api/tags', '/api/show'] },
    { is: 'the embedded model when there is no Ollama', env: NOBODY, chosen: ['local', 'package'], why: /Ollama is not running/ },
  ])('is $is, and the log says why', async ({ models = [], env, chosen: [provider, model], why, asked = [] }) => {
    ollama.models = models;
    const start = await started(env);
    expect(start.output).toMatch(new RegExp(`Listening on .*\\(provider ${provider}, model ${model}`));
    expect(start.output).toMatch(new RegExp(`PROVIDER=auto uses ${provider}, model ${model}`));
    expect(start.output).toMatch(why);
    // Once it is chosen, a look whether it could answer now: as with every provider, whose faults the log tells.
    expect([asked, [...asked, '/api/tags']]).toContainEqual(start.paths);
  });

  it('waits a second for an Ollama that hangs, and starts without it', async () => {
    const usual = await started(NOBODY);
    ollama.instead.set('/api/tags', () => undefined);
    const start = await started();
    expect(start.output).toMatch(/provider local/);
    expect(start.output).toMatch(/did not answer within 1 s/);
    expect(start.milliseconds - usual.milliseconds).toBeLessThan(ASKED_FOR_MS + SLACK_MS);
  });

  it('does not ask again while it runs, when Ollama comes later', async () => {
    ollama.instead.set('/api/tags', (_request, response) => void response.writeHead(500).end());
    const server = await startServer({ env: { OLLAMA_URL: ollama.url, LOCAL_MODEL: NO_MODEL } });
    ollama.instead.clear();
    ollama.paths.splice(0);
    await fetch(`${server.url}/health/ready`);
    await server[Symbol.asyncDispose]();
    expect(ollama.paths).toEqual([]);
  });
});
