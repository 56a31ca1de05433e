import { CompletionsProvider } from '../../docs/examples/completions.provider.js';
import { ProviderError } from '../../src/errors/domain.error.js';
import { allOf, CANARY, outcomeOf, textOf } from '../support/asking.js';
import { type CompletionScript, fallingSilent, ScriptedCompletions } from '../support/scripted-completions.js';
import { itHoldsTheProviderContract, type ProviderUnderTest } from './llm-provider.contract.js';

const providerAt = (url: string): CompletionsProvider => new CompletionsProvider({ COMPLETIONS_URL: url, COMPLETIONS_MODEL: 'tiny' });

async function subject(): Promise<ProviderUnderTest> {
  const server = await ScriptedCompletions.start();
  return {
    isScripted: true,
    provider: providerAt(server.url),
    fallSilent: (when) => (server.script = fallingSilent(...(when === 'before the first token' ? [] : ['Paris']))),
    asked: () => server.asked(),
    idle: () => server.idle(),
    close: () => server.close(),
  };
}

describe('the provider of docs/adding-a-provider.md', () => {
  describe('by the contract of providers', () => {
    itHoldsTheProviderContract(subject);
  });

  const faults: readonly [string, CompletionScript, string][] = [
    ['it fails', ({ response }) => void response.writeHead(500).end(), ''],
    ['it sends no JSON', async (answer) => (await answer.data('<html>'), void answer.response.end()), ''],
    ['it fails in the middle', async (answer) => (await answer.say('Par'), await answer.data('{"error":{"message":"out of memory"}}'), void answer.response.end()), 'Par'],
    ['it breaks off', async (answer) => (await answer.say('Par'), void answer.response.destroy()), 'Par'],
    ['it ends without its end marker', async (answer) => (await answer.say('Par'), void answer.response.end()), 'Par'],
  ];

  it.each(faults)('says so, and nothing of the question, when %s', async (_when, script, after) => {
    const server = await ScriptedCompletions.start();
    server.script = script;
    const outcome = await outcomeOf(providerAt(server.url));
    await server.idle();
    await server.close();
    expect(outcome.fault).toBeInstanceOf(ProviderError);
    expect([(outcome.fault as ProviderError).code, textOf(outcome)]).toEqual(['provider_failed', after]);
    expect(allOf(outcome.fault)).not.toContain(CANARY);
  });

  it('says that nothing answers', async () => {
    const server = await ScriptedCompletions.start();
    const { url } = server;
    await server.close();
    expect((await outcomeOf(providerAt(url))).fault).toMatchObject({ code: 'provider_unavailable' });
  });
});
