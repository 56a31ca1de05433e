import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from './errors/domain.error.js';
import { packageFacts } from './package-facts.js';

const BUILT = join(import.meta.dirname, 'web');
/** In a checkout the look is served from where it is edited: edit, reload, done. */
const EDITED = join(import.meta.dirname, '..', 'web', 'public');

/** The page needs nothing but its own files, and makes no markup from text. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The names of these files are made from what is in them. */
const HASHED = join(BUILT, 'assets');
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';
const READING = new Set(['GET', 'HEAD']);

/** The web page at /ui/, from the files that the build has put beside the program. `apiUrl` is told where somebody else answers the page's questions. */
export function servePage(fastify: FastifyInstance, apiUrl?: string): void {
  const about = { app_name: packageFacts.name, version: packageFacts.version, api_url: apiUrl };
  void fastify.register(
    async (page) => {
      page.addHook('onRequest', (_request, reply, done) => {
        reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
        done();
      });
      await page.register(fastifyStatic, { root: BUILT, prefix: '/', cacheControl: false, setHeaders: tellHowLong });
      // One route for both: the router takes /ui and /ui/ for the same, but the page's addresses are relative to /ui/.
      page.get('/', (request, reply) => (pathOf(request).endsWith('/') ? sendPage(reply) : reply.redirect('ui/')));
      page.get('/tokens.css', (_request, reply) => reply.sendFile('tokens.css', existsSync(join(EDITED, 'tokens.css')) ? EDITED : BUILT));
      page.get('/about.json', (_request, reply) => reply.header('cache-control', ASK_EACH_TIME).send(about));
      const method = fastify.supportedMethods.filter((name) => !READING.has(name));
      for (const url of ['/', '/*']) page.route({ method, url, onRequest: refuse, handler: refuse });
    },
    { prefix: '/ui' },
  );
}

function tellHowLong(reply: FastifyReply, path: string): void {
  reply.header('cache-control', path.startsWith(HASHED) ? FOR_EVER : ASK_EACH_TIME);
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0]!;

function sendPage(reply: FastifyReply): FastifyReply {
  if (!existsSync(join(BUILT, 'index.html'))) throw new DomainError('route_not_found', 'The web page is not built. Run: npm run build:web');
  return reply.sendFile('index.html');
}

/** What is refused is not read: neither the body nor its type counts. */
function refuse(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('allow', Array.from(READING).join(', '));
  throw new DomainError('method_not_allowed', `${request.method} is not possible here, only GET and HEAD.`);
}
