// What `npm start` runs: builds what is not built or has changed, then starts the server in this very process.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist', 'main.js');

const newest = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

const isStale = () => {
  if (!existsSync(built)) return true;
  if (!existsSync(join(root, 'src'))) return false;
  return Math.max(newest(join(root, 'src')), statSync(join(root, 'package.json')).mtimeMs) > statSync(built).mtimeMs;
};

if (isStale()) {
  if (!existsSync(join(root, 'node_modules', '@nestjs', 'cli'))) {
    console.error('The program is not built and its build tools are not installed. Run: npm ci');
    process.exit(1);
  }
  console.error('Building, once (about 20 seconds) …');
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
}
await import('../dist/main.js');
