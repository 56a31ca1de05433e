import { Logger } from '@nestjs/common';
import { chooseProvider } from './auto.js';
import type { LlmProvider } from './llm-provider.js';

const named = (name: string): LlmProvider => ({ name, model: `${name}-model` }) as LlmProvider;
const never = (): LlmProvider => {
  throw new Error('The other one was made although it is not needed.');
};

describe('chooseProvider', () => {
  let said: string[];
  beforeEach(() => {
    said = [];
    Logger.overrideLogger({ log: (message: string) => said.push(message), warn: () => undefined, error: () => undefined });
  });
  afterEach(() => Logger.overrideLogger(['log', 'warn', 'error']));

  it('takes the candidate when there is one, and says why', async () => {
    expect((await chooseProvider(Promise.resolve({ provider: named('one'), reason: 'It is there.' }), never)).name).toBe('one');
    expect(said).toEqual(['PROVIDER=auto uses one, model one-model: It is there.']);
  });

  it('takes the other one when there is none, and says why', async () => {
    expect((await chooseProvider(Promise.resolve({ reason: 'It is not running.' }), () => named('other'))).name).toBe('other');
    expect(said).toEqual(['PROVIDER=auto uses other, model other-model: It is not running.']);
  });

  it('hides no fault that nobody foresaw', async () => {
    await expect(chooseProvider(Promise.reject(new TypeError('x is not a function')), () => named('other'))).rejects.toThrow('x is not a function');
  });
});
