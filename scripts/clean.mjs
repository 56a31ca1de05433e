// Empties dist before a build, but for the page: its own build replaces it at the end, so that a server that runs meanwhile goes on showing it.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const dist = join(import.meta.dirname, '..', 'dist');
for (const name of existsSync(dist) ? readdirSync(dist) : []) if (name !== 'web') rmSync(join(dist, name), { recursive: true });
