import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The page: built into dist/web, and served from there at /ui/. Its addresses are relative, so that it may stand behind any path. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: join(import.meta.dirname, '..', 'dist', 'web'), emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
});
