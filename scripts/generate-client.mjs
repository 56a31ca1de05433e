// Writes web/src/api/schema.ts, the types of the API, from the OpenAPI document of the built program; --check only compares.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';

const file = join(import.meta.dirname, '..', 'web', 'src', 'api', 'schema.ts');
const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
Object.assign(process.env, { PROVIDER: 'ollama', CHATS_DIR: folder, SYSTEM_PROMPT_FILE: join(folder, 'system_prompt.txt'), LOG_LEVEL: 'fatal' });
const { createApp } = await import('../dist/create-app.js');
const app = await createApp();
await app.init();
const answer = await app.getHttpAdapter().getInstance().inject({ url: '/openapi.json', headers: { host: 'localhost' } });
await app.close();
rmSync(folder, { recursive: true });

const types = `// Made from the OpenAPI document by \`npm run generate:client\`; not written by hand.\n${astToString(await openapiTypescript(answer.body))}`;
if (!process.argv.includes('--check')) writeFileSync(file, types);
else if (readFileSync(file, 'utf8') !== types) {
  console.error('web/src/api/schema.ts is not what the OpenAPI document says. Run: npm run generate:client');
  process.exitCode = 1;
}
