import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { loadOwnSettings, loadSettings, type ProviderSettings, type SettingsClass } from './load-settings.js';
import { Settings } from './settings.js';

/** Settings for everyone who asks for their class; validated before anything else is made. */
@Global()
@Module({})
export class SettingsModule {
  static forRoot(providers: ProviderSettings): DynamicModule {
    const classes = [...new Set<SettingsClass>([Settings, ...Object.values(providers).flat()])];
    return moduleOf(classes, (env) => loadSettings(env, providers));
  }

  /** For a program that has one class of them. */
  static forClass(type: SettingsClass): DynamicModule {
    return moduleOf([type], (env) => loadOwnSettings(env, type));
  }
}

const moduleOf = (classes: SettingsClass[], validate: (env: Record<string, unknown>) => Record<string, unknown>): DynamicModule => ({
  module: SettingsModule,
  imports: [ConfigModule.forRoot({ validate })],
  providers: classes.map(settingsProvider),
  exports: classes,
});

const settingsProvider = (type: SettingsClass): Provider => ({
  provide: type,
  inject: [ConfigService],
  useFactory: (config: ConfigService) => {
    const instance = new type();
    const values = Object.keys(instance).map((name) => [name, config.get<unknown>(name)] as const);
    return Object.assign(instance, Object.fromEntries(values.filter(([, value]) => value !== undefined)));
  },
});
