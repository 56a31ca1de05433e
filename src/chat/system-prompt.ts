import { Injectable, Logger } from '@nestjs/common';
import { statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { Settings } from '../config/settings.js';

const DEFAULT_SYSTEM_PROMPT = 'You are a helpful assistant.\n';

/** The system prompt that new chats begin with: read anew whenever the file has changed, made with a default when it is missing. */
@Injectable()
export class SystemPrompt {
  private readonly logger = new Logger(SystemPrompt.name);
  private latest = { version: '', text: '' };

  constructor(private readonly settings: Settings) {}

  async read(): Promise<string> {
    const path = this.settings.SYSTEM_PROMPT_FILE;
    try {
      // Some microseconds, where an asynchronous one would wait behind other chats' syncs.
      const { mtimeNs, size, ino } = statSync(path, { bigint: true });
      const version = `${mtimeNs} ${size} ${ino}`;
      if (version !== this.latest.version) this.latest = { version, text: clean(await readFile(path, 'utf8')) };
      return this.latest.text;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return this.create(path);
      this.logger.warn(`The system prompt ${path} could not be read; new chats begin with the default one.`);
      return clean(DEFAULT_SYSTEM_PROMPT);
    }
  }

  private async create(path: string): Promise<string> {
    await writeFile(path, DEFAULT_SYSTEM_PROMPT, { flag: 'wx' }).catch(() =>
      this.logger.warn(`The system prompt ${path} is missing and could not be made; new chats begin with the default one.`),
    );
    return clean(DEFAULT_SYSTEM_PROMPT);
  }
}

const clean = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll('\0', '').toWellFormed().trim();
