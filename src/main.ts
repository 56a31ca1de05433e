import { SettingsError } from './config/load-settings.js';
import { Settings } from './config/settings.js';
import { createApp } from './create-app.js';
import { DomainError } from './errors/domain.error.js';
import { type LlmProvider, PROVIDER } from './providers/llm-provider.js';

try {
  const app = await createApp();
  const { HOST, PORT } = app.get(Settings);
  await app.listen(PORT, HOST);
  const provider = app.get<LlmProvider>(PROVIDER);
  const open = /^(127\.|::1$|localhost$)/.test(HOST) ? '' : '; open to other machines, and there is no login';
  process.stdout.write(`Listening on ${await app.getUrl()} (provider ${provider.name}, model ${provider.model}); web page at /ui, API docs at /docs${open}\n`);
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

/** What stops a start, as a person wants to read it; only the unforeseen comes with its stack. */
function sentenceOf(error: unknown): string {
  if (error instanceof SettingsError || error instanceof DomainError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE' && error instanceof Error) return `The port is in use (${/\S+:\d+$/.exec(error.message)?.[0] ?? 'PORT'}). Stop the other program, or choose another port: PORT=8001 npm start`;
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES') return 'The server may not listen on that address and port. Set HOST and PORT.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
