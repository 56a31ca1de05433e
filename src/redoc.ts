import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const page = (title: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>body { margin: 0 }</style></head>
<body><div id="redoc"></div><script src="/redoc/redoc.js"></script><script src="/redoc/start.js"></script></body>
</html>
`;

const start = `Redoc.init('/openapi.json', { hideDownloadButton: false, nativeScrollbars: true }, document.getElementById('redoc'));\n`;

/** ReDoc from our own files. Its bundle stands beside the built program, or in node_modules while developing. */
export function serveRedoc(fastify: FastifyInstance, title: string): void {
  const own = join(import.meta.dirname, 'redoc.standalone.js');
  let bundle: string | undefined;
  const read = (): string => {
    const path = existsSync(own) ? own : createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');
    return readFileSync(path, 'utf8').replaceAll('https://cdn.redoc.ly/redoc/logo-mini.svg', 'data:,');
  };
  fastify.get('/redoc', (_request, reply) => reply.type('text/html; charset=utf-8').send(page(title)));
  fastify.get('/redoc/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start));
  fastify.get('/redoc/redoc.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send((bundle ??= read())));
}
