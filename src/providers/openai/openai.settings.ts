import { IsNotEmpty, IsOptional } from 'class-validator';
import { HttpUrl, Int, Secret } from '../../config/env-decorators.js';

/** Settings of the provider for servers that speak OpenAI's chat completions. */
export class OpenAiSettings {
  /** Where `/chat/completions` is found, with the version at its end where the server has one. */
  @HttpUrl('https://api.openai.com/v1') readonly OPENAI_BASE_URL: string = 'https://api.openai.com/v1';

  /** Sent to that server and to nobody else; without one no key is sent. */
  @IsOptional() @Secret() readonly OPENAI_API_KEY?: string = undefined;

  @IsNotEmpty({ message: 'OPENAI_MODEL must be the name of a model of that server, such as gpt-4.1-mini' })
  readonly OPENAI_MODEL: string = '';

  /** The window in tokens; without it what the server tells, else what is known of the model, else 8192. */
  @IsOptional() @Int(256, 16_777_216) readonly OPENAI_CONTEXT?: number = undefined;
}
