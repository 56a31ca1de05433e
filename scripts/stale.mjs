// Whether what was built is older than what it is made from; where there is nothing to build from, it never is.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

const timeOf = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

const newest = (folder, isMade) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isMade(entry.name))
    .reduce((latest, entry) => Math.max(latest, timeOf(join(entry.parentPath, entry.name))), timeOf(join(root, 'package.json')));

const isOlder = (built, folder, isMade = () => true) => {
  if (!existsSync(built)) return true;
  return existsSync(folder) && newest(folder, isMade) > timeOf(built);
};

export const isServerStale = () => isOlder(join(root, 'dist', 'main.js'), join(root, 'src'));

/** The look is served from where it is edited, and the page's tests are not part of it. */
export const isPageStale = () => isOlder(join(root, 'dist', 'web', 'index.html'), join(root, 'web'), (name) => name !== 'tokens.css' && !name.endsWith('.spec.ts'));
