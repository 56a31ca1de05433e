import type { LoggerService } from '@nestjs/common';
import { type Logger as Pino, pino } from 'pino';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** What Nest itself says at every start; worth reading only when one looks for something. */
const NEST_CONTEXTS = new Set(['NestFactory', 'NestApplication', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Why a start failed: the program itself says it, in one sentence. */
const isStartFailure = (level: Level, context: unknown): boolean => context === 'ExceptionHandler' || (level === 'error' && context === 'NestApplication');

/** Log lines through pino, as JSON lines on standard output. */
export class PinoLogger implements LoggerService {
  private readonly pino: Pino;

  constructor() {
    this.pino = pino({ level: 'info', base: undefined, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } });
  }

  set level(level: string) {
    this.pino.level = level;
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.findLast((part) => typeof part === 'string');
    if (isStartFailure(level, context)) return;
    const text = message instanceof Error ? `${message.name}: ${message.message}` : String(message);
    const quiet = level === 'info' && context !== undefined && NEST_CONTEXTS.has(context);
    this.pino[quiet ? 'debug' : level]({ context }, text);
  }
}
