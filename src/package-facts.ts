import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/** Name and version of this program. */
export const packageFacts: PackageFacts = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'));
