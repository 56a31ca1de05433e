import { Module } from '@nestjs/common';
import { SettingsModule } from '../config/settings.module.js';
import { HttpModule } from '../http/http.module.js';
import { WebSettings } from './web.settings.js';

@Module({ imports: [SettingsModule.forClass(WebSettings), HttpModule] })
export class WebModule {}
