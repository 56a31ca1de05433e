import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { AppController } from './app.controller.js';
import { ChatModule } from './chat/chat.module.js';
import { SettingsModule } from './config/settings.module.js';
import { HealthModule } from './health/health.module.js';
import { ProblemFilter } from './http/problem.filter.js';
import { RequestPipe } from './http/request.pipe.js';
import { RouteTable } from './http/route-table.js';
import { PROVIDER_SETTINGS, ProvidersModule } from './providers/providers.module.js';
import { StorageModule } from './storage/storage.module.js';

@Module({
  imports: [SettingsModule.forRoot(PROVIDER_SETTINGS), StorageModule, ProvidersModule, ChatModule, HealthModule],
  controllers: [AppController],
  providers: [
    RouteTable,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: RequestPipe },
  ],
})
export class AppModule {}
