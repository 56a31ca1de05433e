// Puts what the built program serves, but did not compile, beside it.
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

copyFileSync(createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js'), join(import.meta.dirname, '..', 'dist', 'redoc.standalone.js'));
