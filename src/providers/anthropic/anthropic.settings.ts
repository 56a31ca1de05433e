import { IsNotEmpty, IsOptional } from 'class-validator';
import { HttpUrl, Int, Secret } from '../../config/env-decorators.js';

/** Settings of the Anthropic provider. */
export class AnthropicSettings {
  /** The key that every request carries, to ANTHROPIC_BASE_URL and nowhere else. */
  @Secret()
  @IsNotEmpty({ message: 'ANTHROPIC_API_KEY must be a key of the API' })
  readonly ANTHROPIC_API_KEY: string = '';

  /** The model to ask. */
  @IsNotEmpty({ message: 'ANTHROPIC_MODEL must be the name of a model, such as claude-sonnet-5-5' })
  readonly ANTHROPIC_MODEL: string = '';

  /** Where the Messages API is served. */
  @HttpUrl('https://api.anthropic.com') readonly ANTHROPIC_BASE_URL: string = 'https://api.anthropic.com';

  /** Longest answer in tokens, what the model thinks counted in; the API demands one. */
  @Int(1, 16_777_216) readonly ANTHROPIC_MAX_TOKENS: number = 16_384;

  /** The window in tokens; without it the model's own, from a table. */
  @IsOptional() @Int(256, 16_777_216) readonly ANTHROPIC_CONTEXT?: number = undefined;
}
