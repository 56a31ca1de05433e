import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { Settings } from './config/settings.js';
import { setupDocs } from './docs.js';
import { answerUnreadable, sendFrameworkError } from './http/framework-errors.js';
import { applyHttpRules } from './http/http-rules.js';
import { PinoLogger } from './http/logger.js';
import { servePage } from './page.js';

/** The whole application, ready to listen. */
export async function createApp(): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ routerOptions: { maxParamLength: 1024, ignoreTrailingSlash: true }, frameworkErrors: sendFrameworkError, clientErrorHandler: answerUnreadable });
  const logger = new PinoLogger();
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, { logger, bodyParser: false, bufferLogs: true, abortOnError: false, return503OnClosing: false, forceCloseConnections: true });
  logger.level = app.get(Settings).LOG_LEVEL;
  app.flushLogs();
  applyHttpRules(app);
  setupDocs(app);
  servePage(adapter.getInstance());
  app.enableShutdownHooks(['SIGTERM', 'SIGINT', 'SIGHUP'], { useProcessExit: true });
  return app;
}
