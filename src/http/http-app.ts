import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { HttpSettings } from '../config/http.settings.js';
import { answerUnreadable, sendFrameworkError } from './framework-errors.js';
import { applyHttpRules } from './http-rules.js';
import { PinoLogger } from './logger.js';

/** What all servers of ours are alike in: who may ask, how they fail, what they log, how they end. */
export async function createHttpApp(module: Type, settings: Type<HttpSettings>): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ routerOptions: { maxParamLength: 1024, ignoreTrailingSlash: true }, frameworkErrors: sendFrameworkError, clientErrorHandler: answerUnreadable });
  const logger = new PinoLogger();
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger, bodyParser: false, bufferLogs: true, abortOnError: false, return503OnClosing: false, forceCloseConnections: true });
  const { LOG_LEVEL, ALLOWED_HOSTS } = app.get(settings);
  logger.level = LOG_LEVEL;
  app.flushLogs();
  applyHttpRules(app, ALLOWED_HOSTS);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT', 'SIGHUP'], { useProcessExit: true });
  return app;
}
