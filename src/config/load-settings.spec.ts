import { AnthropicSettings } from '../providers/anthropic/anthropic.settings.js';
import { OllamaSettings } from '../providers/ollama/ollama.settings.js';
import { OpenAiSettings } from '../providers/openai/openai.settings.js';
import { loadSettings, SettingsError } from './load-settings.js';

const providers = { auto: [OllamaSettings], ollama: [OllamaSettings], openai: [OpenAiSettings], other: [] };
const loadFaulty = (): unknown => loadSettings({ PORT: 'http', TEMPERATURE: '3', LOG_LEVEL: 'loud', OLLAMA_URL: 'gpu:11434', MAX_TURNS: '1.5' }, providers);
const loadWrongKey = (): unknown => loadSettings({ PROVIDER: 'openai', OPENAI_MODEL: 'gpt', OPENAI_API_KEY: 'sk-canary\nand more' }, providers);

describe('loadSettings', () => {
  it('has a default for everything', () => {
    expect(loadSettings({}, providers)).toMatchObject({ PORT: 8000, HOST: '127.0.0.1', PROVIDER: 'auto', OLLAMA_URL: 'http://127.0.0.1:11434', TEMPERATURE: 0.7, MAX_TURNS: 1100 });
  });

  it('reads numbers, lists and addresses', () => {
    const settings = loadSettings({ PORT: '0', ALLOWED_HOSTS: 'Chat.example.org, b.example', OLLAMA_URL: 'http://gpu:11434/', TEMPERATURE: '0' }, providers);
    expect(settings).toMatchObject({ PORT: 0, ALLOWED_HOSTS: ['chat.example.org', 'b.example'], OLLAMA_URL: 'http://gpu:11434', TEMPERATURE: 0 });
  });

  it('reads how models shall answer', () => {
    expect(loadSettings({ MAX_TOKENS: '50', SEED: '0', THINK: 'false' }, providers)).toMatchObject({ MAX_TOKENS: 50, SEED: 0, THINK: false });
    expect(loadSettings({ THINK: 'low' }, providers)).toMatchObject({ THINK: 'low' });
    expect(() => loadSettings({ THINK: 'much' }, providers)).toThrow(/THINK must be one of true, false, low, medium, high \(found "much"\)/);
  });

  it('takes an empty variable as an absent one', () => {
    expect(loadSettings({ PORT: '', OLLAMA_MODEL: '' }, providers)).toMatchObject({ PORT: 8000 });
  });

  it('names every fault in one message, with what was found', () => {
    expect(loadFaulty).toThrow(SettingsError);
    for (const fault of [/PORT must be a whole number from 0 to 65535 \(found "http"\)/, /TEMPERATURE must be a number from 0 to 2/, /LOG_LEVEL must be one of trace, debug/, /OLLAMA_URL must be an http or https address/, /MAX_TURNS must be a whole number/]) {
      expect(loadFaulty).toThrow(fault);
    }
  });

  it('asks for the settings of the chosen provider only', () => {
    expect(() => loadSettings({ PROVIDER: 'other', OLLAMA_URL: 'nonsense' }, providers)).not.toThrow();
  });

  it('says what is not set, and shows no key that is wrong', () => {
    const keyed = { auto: [], keyed: [AnthropicSettings] };
    const messageOf = (key: string): string => {
      try {
        loadSettings({ PROVIDER: 'keyed', ANTHROPIC_API_KEY: key }, keyed);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(messageOf('')).toMatch(/ANTHROPIC_API_KEY must be a key of the API \(not set\)\n.*ANTHROPIC_MODEL must be the name of a model, such as claude-sonnet-5-5 \(not set\)/);
    expect(messageOf('sk-ant canary')).toMatch(/ANTHROPIC_API_KEY must be .* \(what was found is not shown\)/);
    expect(messageOf('sk-ant canary')).not.toContain('canary');
  });

  it('names the providers there are when one is not known', () => {
    expect(() => loadSettings({ PROVIDER: 'gpt' }, providers)).toThrow(/PROVIDER must be one of auto, ollama, openai, other \(found "gpt"\)/);
  });

  it('reads the settings of all of several providers', () => {
    const settings = loadSettings({ PROVIDERS: 'Ollama, openai', OLLAMA_MODEL: 'tiny', OPENAI_MODEL: 'gpt' }, providers);
    expect(settings).toMatchObject({ PROVIDERS: ['ollama', 'openai'], OLLAMA_MODEL: 'tiny', OPENAI_MODEL: 'gpt' });
    expect(() => loadSettings({ PROVIDERS: 'ollama,openai' }, providers)).toThrow(/OPENAI_MODEL must be .* \(not set\)/);
  });

  it.each([
    [{ PROVIDER: 'openai', PROVIDERS: 'ollama,openai' }, /PROVIDER and PROVIDERS are both set and differ: set only one/],
    [{ PROVIDERS: 'ollama,gpt' }, /PROVIDERS must be some of auto, ollama, openai, other, comma-separated \(found "ollama,gpt"\)/],
    [{ PROVIDERS: 'other,other' }, /PROVIDERS must name each provider once/],
    [{ PROVIDERS: 'auto,ollama' }, /PROVIDERS must name auto without the providers that it chooses from/],
  ])('refuses %j with a clear sentence', (env, sentence) => {
    expect(() => loadSettings(env, providers)).toThrow(sentence);
  });

  it('says what a chosen provider cannot do without', () => {
    expect(() => loadSettings({ PROVIDER: 'openai' }, providers)).toThrow(/OPENAI_MODEL must be the name of a model.* \(not set\)/);
  });

  it('takes white space off a key', () => {
    expect(loadSettings({ PROVIDER: 'openai', OPENAI_MODEL: 'gpt', OPENAI_API_KEY: ' sk-canary\n' }, providers)).toMatchObject({ OPENAI_API_KEY: 'sk-canary' });
  });

  it('never shows a key, not even a wrong one', () => {
    expect(loadWrongKey).toThrow(/OPENAI_API_KEY must be on one line/);
    expect(loadWrongKey).not.toThrow(/canary/);
  });
});
