import { IsOptional } from 'class-validator';
import { HttpUrl, Int } from '../../config/env-decorators.js';

export const DEFAULT_OLLAMA_MODEL = 'llama3.1:8b-instruct-q8_0';

/** Settings of the Ollama provider. */
export class OllamaSettings {
  /** Where Ollama listens. */
  @HttpUrl() readonly OLLAMA_URL: string = 'http://127.0.0.1:11434';

  /** The model to ask; llama3.1:8b-instruct-q8_0 when it is not set. */
  readonly OLLAMA_MODEL?: string = undefined;

  /** The window to run the model with, in tokens; without it the model's own, 8192 at most. */
  @IsOptional() @Int(256, 16_777_216) readonly OLLAMA_NUM_CTX?: number = undefined;
}
