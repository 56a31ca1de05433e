import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SettingsError } from './config/load-settings.js';
import { DomainError } from './errors/domain.error.js';

/** A server that a command starts. */
export interface Program {
  readonly command: string;
  /** The setting that names its port, and another port as an example. */
  readonly portSetting: string;
  readonly otherPort: number;
  create(): Promise<NestFastifyApplication>;
  address(app: NestFastifyApplication): { readonly host: string; readonly port: number };
  /** What it serves, for the line that says that it listens. */
  describe(app: NestFastifyApplication): string;
}

/** Starts a server and says so in one line; what stops the start is said in one sentence, and ends the process with 1. */
export async function launch(program: Program): Promise<void> {
  try {
    const app = await program.create();
    const { host, port } = program.address(app);
    await app.listen(port, host);
    const open = /^(127\.|::1$|localhost$)/.test(host) ? '' : '; open to other machines, and there is no login';
    process.stdout.write(`Listening on ${await app.getUrl()} ${program.describe(app)}${open}\n`);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error, program)}\n`);
    process.exit(1);
  }
}

/** What stops a start, as a person wants to read it; only the unforeseen comes with its stack. */
function sentenceOf(error: unknown, { command, portSetting, otherPort }: Program): string {
  if (error instanceof SettingsError || error instanceof DomainError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE' && error instanceof Error) return `The port is in use (${/\S+:\d+$/.exec(error.message)?.[0] ?? portSetting}). Stop the other program, or choose another port: ${portSetting}=${otherPort} ${command}`;
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES') return `The server may not listen on that address and port. Set HOST and ${portSetting}.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
