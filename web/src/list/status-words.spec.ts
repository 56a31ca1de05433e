import { awayStatus, type ReadyReport, statusOf } from './status-words';

const up = (name: string, model: string): ReadyReport => ({ provider: { status: 'up', name }, model: { status: 'up', name: model }, storage: { status: 'up' } });
const loading = (message: string): ReadyReport => ({ ...up('local', 'SmolLM2'), model: { status: 'down', name: 'SmolLM2', code: 'model_loading', message } });

describe('the status in the list', () => {
  it.each<[string, string, ReadyReport]>([
    ['Ollama, ready', 'ready', up('ollama', 'llama3.1:8b')],
    ['Embedded, ready', 'ready', up('local', 'SmolLM2')],
    ['other, ready', 'ready', up('other', 'x')],
    ['Ollama, not running', 'failed', { ...up('ollama', 'm'), provider: { status: 'down', name: 'ollama', code: 'provider_unavailable', message: 'Ollama is not running.' }, model: { status: 'down', name: 'm', code: 'provider_unavailable' } }],
    ['OpenAI, not reachable', 'failed', { ...up('openai', 'm'), provider: { status: 'down', name: 'openai', code: 'provider_unavailable' } }],
    ['Ollama, does not answer', 'failed', { ...up('ollama', 'm'), provider: { status: 'down', name: 'ollama', code: 'provider_timeout' } }],
    ['Ollama, model not pulled', 'failed', { ...up('ollama', 'm'), model: { status: 'down', name: 'm', code: 'model_not_found', message: 'Run: ollama pull m' } }],
    ['downloading, 43 %', 'live', loading('Model SmolLM2 is being downloaded: 43 % of 98 MB.')],
    ['downloading', 'live', loading('Model SmolLM2 is being downloaded.')],
    ['loading the model', 'live', loading('Model SmolLM2 is being loaded.')],
    ['chats cannot be saved', 'failed', { ...up('ollama', 'm'), storage: { status: 'down', code: 'storage_failed', message: 'The folder is gone.' } }],
  ])('is %j with the mark %s', (words, mark, report) => expect(statusOf(report)).toMatchObject({ words, mark }));

  it('names the model, what stands in the way and how far it is', () => {
    expect(statusOf(up('ollama', 'llama3.1:8b'))).toEqual({ model: 'llama3.1:8b', words: 'Ollama, ready', mark: 'ready' });
    const message = 'Model SmolLM2 is being downloaded: 43 % of 98 MB.';
    expect(statusOf(loading(message))).toMatchObject({ percent: 43, trouble: { part: 'model', code: 'model_loading', message } });
  });

  it('keeps the name of the model while the server is away', () => {
    expect(awayStatus(statusOf(up('ollama', 'm')))).toEqual({ model: 'm', words: 'server away', mark: 'cut' });
    expect(awayStatus()).toEqual({ model: '', words: 'server away', mark: 'cut' });
  });
});
