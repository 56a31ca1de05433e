import { type ScriptedModel, ScriptedOllama } from '../../../test/support/scripted-ollama.js';
import type { Candidate } from '../auto.js';
import { ollamaCandidate } from './ollama.candidate.js';
import { DEFAULT_OLLAMA_MODEL, OllamaSettings } from './ollama.settings.js';

const WITHIN_MS = 300;
const AT_ONCE_MS = 2000;
const embedding = (name: string): ScriptedModel => ({ name, modified_at: '2026-08-01T00:00:00Z', show: { capabilities: ['embedding'] } });

describe('ollamaCandidate', () => {
  let ollama: ScriptedOllama;
  const asked = (more: Partial<OllamaSettings> = {}): Promise<Candidate> => ollamaCandidate(Object.assign(new OllamaSettings(), { OLLAMA_URL: ollama.url, ...more }), WITHIN_MS);
  beforeEach(async () => (ollama = await ScriptedOllama.start()));
  afterEach(() => ollama.close());

  it('is Ollama with the model that is set, without asking', async () => {
    ollama.models = [];
    const { provider, reason } = await asked({ OLLAMA_MODEL: 'mine' });
    expect([provider?.name, provider?.model, reason, ollama.paths]).toEqual(['ollama', 'mine', 'OLLAMA_MODEL is set.', []]);
  });

  it('is Ollama with its default model when that is pulled, whatever is newer', async () => {
    ollama.models = [{ name: 'newer:latest', modified_at: '2026-09-01T00:00:00Z' }, { name: DEFAULT_OLLAMA_MODEL, modified_at: '2020-01-01T00:00:00Z' }];
    const { provider, reason } = await asked();
    expect([provider?.model, reason]).toEqual([DEFAULT_OLLAMA_MODEL, 'Ollama is running and has its default model.']);
  });

  it.each<[string, readonly ScriptedModel[]]>([
    ['by what the list tells', [{ name: 'embed', modified_at: '2026-08-01T00:00:00Z', capabilities: ['embedding'] }, { name: 'newest', modified_at: '2026-07-01T00:00:00Z', capabilities: ['completion'] }, { name: 'old', capabilities: ['completion'] }]],
    ['by asking, where the list does not tell', [embedding('embed'), { name: 'newest', modified_at: '2026-07-01T00:00:00+02:00' }, { name: 'old' }]],
    ['taking one that does not tell what it can as able', [{ name: 'newest', modified_at: '2026-07-01T00:00:00Z', show: { capabilities: undefined } }, { name: 'old' }]],
  ])('is Ollama with the newest model that can chat: %s', async (_how, models) => {
    ollama.models = models.toReversed();
    const { provider, reason } = await asked();
    expect([provider?.model, reason]).toEqual(['newest', expect.stringMatching(`^Ollama is running, ${DEFAULT_OLLAMA_MODEL} is not pulled, and this is the newest`)]);
  });

  it.each<[string, readonly ScriptedModel[]]>([
    ['nothing', []],
    ['only embedding models', [embedding('one'), embedding('two')]],
  ])('is nobody when %s is pulled', async (_what, models) => {
    ollama.models = models;
    expect(await asked()).toEqual({ reason: expect.stringMatching(/^Ollama is running at http.*no model that can chat is pulled there\.$/) });
  });

  it('is nobody when nobody listens', async () => {
    const { url } = ollama;
    await ollama.close();
    expect(await ollamaCandidate(Object.assign(new OllamaSettings(), { OLLAMA_URL: url }))).toEqual({ reason: expect.stringMatching(/^Ollama is not running at/) });
    ollama = await ScriptedOllama.start();
  });

  it('is nobody when another server answers', async () => {
    ollama.instead.set('/api/tags', (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'));
    expect(await asked()).toEqual({ reason: expect.stringMatching(/Check that OLLAMA_URL/) });
  });

  it('is nobody when Ollama does not answer in time', async () => {
    ollama.instead.set('/api/tags', () => undefined);
    expect(await asked()).toEqual({ reason: expect.stringMatching(/did not answer within 0\.3 s/) });
    await ollama.connected(0);
  }, AT_ONCE_MS);

  it('is nobody when what its many models can is not told in time: a model that cannot chat is worse than none', async () => {
    ollama.models = Array.from({ length: 100 }, (_model, index) => embedding(`embed-${index}`));
    const told = setInterval(() => held.shift()?.(), 20).unref();
    const held: (() => void)[] = [];
    ollama.instead.set('/api/show', (request, response) => {
      request.resume();
      held.push(() => response.end('{"capabilities":["embedding"]}'));
    });
    expect(await asked()).toEqual({ reason: expect.stringMatching(/did not answer within 0\.3 s/) });
    clearInterval(told);
    await ollama.connected(0);
  }, AT_ONCE_MS);
});
