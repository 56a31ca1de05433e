import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The text of an answer on a page of its own, for tests. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: join(import.meta.dirname, '..', '..', '..', 'web', 'public'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
});
