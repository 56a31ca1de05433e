// The built program, loaded and waiting: it starts on the first byte of its standard input, so that a restart costs no loading.
import { once } from 'node:events';

await import('../../dist/create-app.js');
await once(process.stdin, 'data');
process.stdin.destroy();
await import('../../dist/main.js');
