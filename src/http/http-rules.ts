import { NotFoundException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../errors/domain.error.js';
import { isOwnHost } from './host-rule.js';
import { OpenResponses } from './open-responses.js';

const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  workerSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

/** What holds for every route, /docs too: whose Host it is, and who may change things. */
export function applyHttpRules(app: NestFastifyApplication, allowedHosts: readonly string[]): void {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  app.get(OpenResponses).watch(fastify);
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!isOwnHost(request.headers.host, allowedHosts)) return done(new DomainError('wrong_host', 'This server does not answer under that name. Use its IP address or localhost, or add the name to ALLOWED_HOSTS.'));
    // Where there is no route nothing else about the request counts: its body is not read.
    done(request.is404 ? new NotFoundException() : undefined);
  });
  app.useSecurityHeaders({ contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY }, strictTransportSecurity: false });
  app.enableCsrfProtection();
}

/** Form and text bodies could be sent by any page without asking; only JSON in valid UTF-8 is read. */
export function readJsonOnly(fastify: FastifyInstance, bodyLimit: number): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer', bodyLimit }, (request, body, done) => {
    let text: string;
    try {
      text = decoder.decode(body);
    } catch {
      return done(new DomainError('malformed_json', 'The body is not valid UTF-8.'));
    }
    void parse(request, text, (error, value) => (error ? done(new DomainError('malformed_json', 'The body is not valid JSON. Send an object such as {"message": "Hello"}.')) : done(null, value)));
  });
}
