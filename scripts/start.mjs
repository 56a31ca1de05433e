// What `npm start` and `npm run start:web` run: builds what is not built or has changed, then starts the server in this very process.
//   node scripts/start.mjs [main | web-server]
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isPageStale, isServerStale } from './stale.mjs';

const root = join(import.meta.dirname, '..');
const program = process.argv[2] ?? 'main';

const build = (script, seconds) => {
  if (!existsSync(join(root, 'node_modules', '@nestjs', 'cli'))) {
    console.error('The program is not built and its build tools are not installed. Run: npm ci');
    process.exit(1);
  }
  console.error(`Building, once (about ${seconds} seconds) …`);
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', '--silent', script], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
};

if (isServerStale()) build('build', 20);
else if (isPageStale()) build('build:web', 3);
await import(`../dist/${program}.js`);
