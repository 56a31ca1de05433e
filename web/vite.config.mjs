import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Where `npm run dev:web` finds the API. */
const API_URL = process.env.API_URL ?? 'http://127.0.0.1:8000';

/** All but the page itself is the API's. The browser is at another address than the API's, which would call that foreign. */
const toTheApi = { target: API_URL, changeOrigin: true, headers: { origin: API_URL } };

/** The page: built into dist/web, and served from there at /ui/. Its addresses are relative, so that it may stand behind any path. */
export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  base: command === 'serve' ? '/ui/' : './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: join(import.meta.dirname, '..', 'dist', 'web'), emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  server: { proxy: { '^/(?!ui/)': toTheApi, '/ui/about.json': toTheApi } },
}));
