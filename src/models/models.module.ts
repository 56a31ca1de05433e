import { Module } from '@nestjs/common';
import { ProvidersModule } from '../providers/providers.module.js';
import { ModelList } from './model-list.js';
import { ModelsController } from './models.controller.js';

@Module({ imports: [ProvidersModule], controllers: [ModelsController], providers: [ModelList] })
export class ModelsModule {}
