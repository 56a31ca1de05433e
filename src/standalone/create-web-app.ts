import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { createHttpApp } from '../http/http-app.js';
import { servePage } from '../page.js';
import { Forwarder } from './forwarder.js';
import { WebModule } from './web.module.js';
import { WebSettings } from './web.settings.js';

/** The page on its own: its files are served here, everything else is asked of the API. */
export async function createWebApp(): Promise<NestFastifyApplication> {
  const app = await createHttpApp(WebModule, WebSettings);
  const { API_URL } = app.get(WebSettings);
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  servePage(fastify, API_URL);
  fastify.get('/', (_request, reply) => reply.redirect('ui/'));
  void fastify.register(async (rest) => {
    // Bodies are the API's to read and to refuse.
    rest.removeAllContentTypeParsers();
    rest.addContentTypeParser('*', (_request, _body, done) => done(null));
    const forwarder = new Forwarder(API_URL);
    rest.all('/*', (request, reply) => forwarder.forward(request, reply));
  });
  return app;
}
