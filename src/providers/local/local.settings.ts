import { IsNotEmpty, IsOptional } from 'class-validator';
import { HttpUrl, Int } from '../../config/env-decorators.js';
import { IsModelName } from './model/is-model-name.js';

/** Settings of the embedded provider. */
export class LocalSettings {
  /** A GGUF file: a path, an https address or hf:owner/repo/file.gguf; SmolLM2-135M-Instruct when it is not set. */
  @IsOptional() @IsModelName() readonly LOCAL_MODEL?: string = undefined;

  /** Threads of the embedded model; one less than the machine has when it is not set. */
  @IsOptional() @Int(1, 1024) readonly LOCAL_THREADS?: number = undefined;

  /** Longest answer of the embedded model, in tokens: a small model may go on for ever. */
  @Int(1, 1_000_000) readonly LOCAL_MAX_TOKENS: number = 1024;

  /** Where downloaded models are kept. */
  @IsNotEmpty({ message: 'MODELS_DIR must be a folder' })
  readonly MODELS_DIR: string = './models';

  /** The hub that hf: names are fetched from, or a mirror of it. */
  @HttpUrl() readonly HF_ENDPOINT: string = 'https://huggingface.co';

  /** Token for models that the hub gives to known users only; sent to the hub and to nobody else, and never without encryption. */
  readonly HF_TOKEN?: string = undefined;
}
