import { Logger } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import type { ErrorCode } from '../errors/codes.js';
import { ProviderError } from '../errors/domain.error.js';
import type { LlmProvider } from '../providers/llm-provider.js';
import { ProviderRegistry } from '../providers/provider-registry.js';
import { Fallback } from './fallback.js';

const named = (name: string): LlmProvider => ({ name, model: 'm' }) as LlmProvider;
const providers = new ProviderRegistry([named('one'), named('two')], ['one', 'two', 'three']);
const chosen = providers.defaultModel;
const fallbackTo = (FALLBACK?: string): Fallback => new Fallback(Object.assign(new Settings(), { FALLBACK }), providers);

describe('Fallback', () => {
  const { signal } = new AbortController();
  let asked: string[];
  let fault: ErrorCode | undefined;
  const begin = async ({ id }: { id: string }): Promise<string> => {
    asked.push(id);
    if (id === 'one/m' && fault !== undefined) throw new ProviderError(fault, 'One is away.');
    return id;
  };
  beforeEach(() => {
    asked = [];
    fault = undefined;
    Logger.overrideLogger(false);
    jest.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    Logger.overrideLogger(['log', 'warn', 'error']);
    jest.useRealTimers();
  });

  it.each<ErrorCode>(['provider_unavailable', 'provider_busy', 'provider_timeout', 'model_loading'])('asks the other model after %s', async (code) => {
    fault = code;
    expect(await fallbackTo('two/m').ask(chosen, signal, begin)).toBe('two/m');
    expect(asked).toEqual(['one/m', 'two/m']);
  });

  it.each<ErrorCode>(['provider_failed', 'model_not_found', 'context_overflow'])('does not ask the other model after %s, which that would not mend', async (code) => {
    fault = code;
    await expect(fallbackTo('two/m').ask(chosen, signal, begin)).rejects.toMatchObject({ code });
    expect(asked).toEqual(['one/m']);
  });

  it('asks nobody else when the turn was ended, when there is no other model, or when it is the other one', async () => {
    fault = 'provider_unavailable';
    await expect(fallbackTo('two/m').ask(chosen, AbortSignal.abort(), begin)).rejects.toMatchObject({ code: fault });
    await expect(fallbackTo().ask(chosen, signal, begin)).rejects.toMatchObject({ code: fault });
    await expect(fallbackTo('one/m').ask(chosen, signal, begin)).rejects.toMatchObject({ code: fault });
    expect(asked).toEqual(['one/m', 'one/m', 'one/m']);
  });

  it('says of both what is wrong when both fail', async () => {
    const failing = ({ id }: { id: string }): Promise<string> => Promise.reject(new ProviderError('provider_unavailable', `${id} is away.`));
    await expect(fallbackTo('two/m').ask(chosen, signal, failing)).rejects.toMatchObject({ code: 'provider_unavailable', message: 'one/m is away. The fallback two/m failed, too: two/m is away.' });
  });

  it('leaves a provider alone that failed three times in a row, and tries it again after a while', async () => {
    const fallback = fallbackTo('two/m');
    fault = 'provider_unavailable';
    for (let question = 0; question < 5; question++) expect(await fallback.ask(chosen, signal, begin)).toBe('two/m');
    expect(asked.filter((id) => id === 'one/m')).toHaveLength(3);
    fault = undefined;
    jest.setSystemTime(14_000);
    expect(await fallback.ask(chosen, signal, begin)).toBe('two/m');
    jest.setSystemTime(16_000);
    expect(await fallback.ask(chosen, signal, begin)).toBe('one/m');
    expect(await fallback.ask(chosen, signal, begin)).toBe('one/m');
  });

  it('does not let others wait while one question tries a provider again', async () => {
    const fallback = fallbackTo('two/m');
    fault = 'provider_unavailable';
    for (let question = 0; question < 3; question++) await fallback.ask(chosen, signal, begin);
    jest.setSystemTime(16_000);
    let answer!: (id: string) => void;
    const trying = fallback.ask(chosen, signal, () => new Promise<string>((resolve) => (answer = resolve)));
    expect(await fallback.ask(chosen, signal, begin)).toBe('two/m');
    answer('one/m');
    expect(await trying).toBe('one/m');
  });

  it('does not begin to leave a provider alone that answers in between', async () => {
    const fallback = fallbackTo('two/m');
    for (const code of ['provider_busy', 'provider_busy', undefined, 'provider_busy', 'provider_busy', undefined] as const) {
      fault = code;
      expect(await fallback.ask(chosen, signal, begin)).toBe(code === undefined ? 'one/m' : 'two/m');
    }
  });

  it('does not let the server start with a model that it cannot have', () => {
    expect(() => fallbackTo('three/m')).toThrow(/FALLBACK must be a model of a configured provider.*The provider three is not configured: one, two are/);
  });
});
