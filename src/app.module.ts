import { Module, ValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { AppController } from './app.controller.js';
import { ChatModule } from './chat/chat.module.js';
import { SettingsModule } from './config/settings.module.js';
import { HealthModule } from './health/health.module.js';
import { ProblemFilter } from './http/problem.filter.js';
import { RouteTable } from './http/route-table.js';
import { validationError } from './http/validation-error.js';
import { PROVIDER_SETTINGS, ProvidersModule } from './providers/providers.module.js';
import { StorageModule } from './storage/storage.module.js';

@Module({
  imports: [SettingsModule.forRoot(PROVIDER_SETTINGS), StorageModule, ProvidersModule, ChatModule, HealthModule],
  controllers: [AppController],
  providers: [
    RouteTable,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: () => new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, exceptionFactory: validationError }) },
  ],
})
export class AppModule {}
