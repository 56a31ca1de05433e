import { Module } from '@nestjs/common';
import { AppController } from './app.controller.js';
import { ChatModule } from './chat/chat.module.js';
import { SettingsModule } from './config/settings.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { ModelsModule } from './models/models.module.js';
import { PROVIDER_SETTINGS, ProvidersModule } from './providers/providers.module.js';
import { StorageModule } from './storage/storage.module.js';

@Module({
  imports: [SettingsModule.forRoot(PROVIDER_SETTINGS), HttpModule, StorageModule, ProvidersModule, ChatModule, ModelsModule, HealthModule],
  controllers: [AppController],
})
export class AppModule {}
