const part = {
  type: 'object',
  properties: {
    status: { type: 'string', enum: ['up', 'down'] },
    name: { type: 'string', description: 'Name of the provider or the model.' },
    code: { type: 'string', description: 'What is wrong, for a program.' },
    message: { type: 'string', description: 'What is wrong and what to do about it.' },
    others: {
      type: 'array',
      description: 'Of the provider: the others that are configured. They do not decide whether the server is ready.',
      items: { type: 'object', properties: { name: { type: 'string' }, model: { type: 'string' }, status: { type: 'string', enum: ['up', 'down'] }, code: { type: 'string' }, message: { type: 'string' } }, required: ['name', 'model', 'status'] },
    },
  },
  required: ['status'],
};
const parts = { type: 'object', additionalProperties: part };

/** The report of @nestjs/terminus, with our three parts. */
export const READY_SCHEMA = {
  type: 'object',
  properties: { status: { type: 'string', enum: ['ok', 'error', 'shutting_down'] }, info: parts, error: parts, details: parts },
  required: ['status', 'details'],
};

const ready = {
  provider: { status: 'up', name: 'ollama' },
  model: { status: 'up', name: 'llama3.1:8b-instruct-q8_0' },
  storage: { status: 'up' },
};
export const READY_REPORT = { status: 'ok', info: ready, error: {}, details: ready };

const loading = { status: 'down', name: 'SmolLM2-135M-Instruct.Q4_1', code: 'model_loading', message: 'Model SmolLM2-135M-Instruct is being downloaded: 43 % of 98 MB.' };
const info = { provider: { status: 'up', name: 'local' }, storage: { status: 'up' } };
export const UNREADY_REPORT = { status: 'error', info, error: { model: loading }, details: { ...info, model: loading } };
