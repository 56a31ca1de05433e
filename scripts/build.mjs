// Builds by one of the scripts of package.json and says so; without the build tools says what to do, and ends.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export function build(script, seconds) {
  if (!existsSync(join(root, 'node_modules', '@nestjs', 'cli'))) {
    console.error('The program is not built and its build tools are not installed. Run: npm ci');
    process.exit(1);
  }
  console.error(`Building, once (about ${seconds} seconds) …`);
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', '--silent', script], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
}

export const buildPage = () => build('build:web', 3);
