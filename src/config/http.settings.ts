import { IsNotEmpty } from 'class-validator';
import { NameList, OneOf } from './env-decorators.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** What every server of ours is told, the API and the page on its own. */
export class HttpSettings {
  /** Address to listen on. */
  @IsNotEmpty({ message: 'HOST must be an address or a name to listen on' })
  readonly HOST: string = '127.0.0.1';

  /** Names, besides local ones, under which this server may be asked (comma-separated). */
  @NameList()
  readonly ALLOWED_HOSTS: readonly string[] = [];

  @OneOf(LOG_LEVELS) readonly LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'info';
}
