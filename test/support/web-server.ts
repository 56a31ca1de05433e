import { resolve } from 'node:path';
import { type RunningServer, startServer } from './server.js';

export const WEB_PROGRAM = resolve(__dirname, '../../dist/web-server.js');

/** The built page on its own, in front of an API, on a free port of the loopback. */
export const startWebServer = (apiUrl: string, env: Readonly<Record<string, string>> = {}): Promise<RunningServer> =>
  startServer({ program: WEB_PROGRAM, env: { WEB_PORT: '0', API_URL: apiUrl, ...env } });
