import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ProvidersModule } from '../providers/providers.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

@Module({ imports: [TerminusModule.forRoot({ logger: false }), ProvidersModule, StorageModule], controllers: [HealthController], providers: [Readiness] })
export class HealthModule {}
