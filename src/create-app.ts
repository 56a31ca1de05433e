import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { Settings } from './config/settings.js';
import { setupDocs } from './docs.js';
import { createHttpApp } from './http/http-app.js';
import { readJsonOnly } from './http/http-rules.js';
import { servePage } from './page.js';

/** The whole application, ready to listen. */
export async function createApp(): Promise<NestFastifyApplication> {
  const app = await createHttpApp(AppModule, Settings);
  const fastify = app.getHttpAdapter().getInstance();
  readJsonOnly(fastify, app.get(Settings).MAX_BODY_BYTES);
  setupDocs(app);
  servePage(fastify);
  return app;
}
