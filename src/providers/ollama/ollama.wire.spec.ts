import { canChat, chatBody, chatLineOf, isSameModel, modelFactsOf, pulledModelsOf } from './ollama.wire.js';

const maximum = (tokens: unknown): Record<string, unknown> => ({ 'general.architecture': 'qwen3', 'qwen3.context_length': tokens });

describe('Ollama’s wire', () => {
  it('always sends the window and never lets Ollama truncate', () => {
    const messages = [{ role: 'user', content: 'Hi' }] as const;
    expect(chatBody({ model: 'm', messages, settings: { temperature: 0 } }, 2048)).toEqual({ model: 'm', messages, stream: true, truncate: false, options: { num_ctx: 2048, temperature: 0 } });
    const settings = { temperature: 0, max_tokens: 5, stop: ['\n'], seed: 0, think: 'low' } as const;
    expect(chatBody({ model: 'm', messages, settings }, 2048)).toMatchObject({ think: 'low', options: { num_ctx: 2048, temperature: 0, num_predict: 5, stop: ['\n'], seed: 0 } });
  });

  it.each([
    ['its own num_ctx', { parameters: 'stop     "<|im_end|>"\nnum_ctx                        16384\ntemperature 1', model_info: maximum(131_072) }, 16_384],
    ['its maximum, when that is small', { model_info: maximum(2048) }, 2048],
    ['8192, when its maximum is larger', { model_info: maximum(131_072) }, 8192],
    ['nothing, when it tells nothing', {}, undefined],
    ['nothing, when what it tells makes no sense', { parameters: 7, model_info: maximum('many') }, undefined],
    ['its maximum, when its num_ctx is zero', { parameters: 'num_ctx 0', model_info: maximum(4096) }, 4096],
  ])('takes as window of a model %s', (_what, answer, window) => {
    expect(modelFactsOf(answer).window).toBe(window);
  });

  it.each([
    ['llama3', 'llama3:latest', true],
    ['llama3:latest', 'llama3', true],
    ['Llama3', 'llama3:latest', true],
    ['registry.ollama.ai/library/llama3', 'llama3', true],
    ['localhost:5000/me/llama3', 'localhost:5000/me/llama3:latest', true],
    ['llama3:8b', 'llama3', false],
    ['llama3', 'llama3.1', false],
  ])('compares the names %s and %s', (one, other, same) => {
    expect(isSameModel(one, other)).toBe(same);
  });

  it.each([
    [['completion', 'tools'], true],
    [['embedding'], false],
    [['completion', 'embedding'], true],
    [[], true],
  ])('says of a model with the capabilities %j that it can chat: %s', (capabilities, can) => {
    expect(canChat(capabilities)).toBe(can);
  });

  it('takes counts that are left out as zero, and none at all as unknown', () => {
    expect(chatLineOf({ done: true, prompt_eval_count: 7 }).usage).toEqual({ prompt_tokens: 7, completion_tokens: 0, total_tokens: 7 });
    expect(chatLineOf({ done: true }).usage).toBeUndefined();
  });

  it('is not confused by fields of the wrong kind', () => {
    expect(chatLineOf({ message: { content: 42, thinking: null }, done: 'yes', done_reason: 1, eval_count: 'x' })).toEqual({ text: '', reasoning: '', done: false });
    expect(pulledModelsOf({ models: [null, 3, {}, { name: 'a', modified_at: 'yesterday', capabilities: 'all' }] })).toEqual([{ name: 'a', pulledAt: 0, capabilities: [] }]);
    expect(pulledModelsOf({ models: null })).toEqual([]);
  });
});
