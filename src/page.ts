import '@fastify/static'; // declares reply.sendFile
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';

/** The web page at /ui/, from the files that the build has put beside the program. */
export function servePage(app: NestFastifyApplication): void {
  app.useStaticAssets({ root: join(import.meta.dirname, 'web'), prefix: '/ui/' });
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  // One route for both: the router takes /ui and /ui/ for the same, but the page's addresses are relative to /ui/.
  fastify.get('/ui', (request, reply) => (/\/ui\/($|\?)/.test(request.url) ? reply.sendFile('index.html') : reply.redirect('/ui/')));
}
