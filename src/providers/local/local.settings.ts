import { IsNotEmpty, IsOptional } from 'class-validator';
import { Int } from '../../config/env-decorators.js';

/** Settings of the embedded provider. */
export class LocalSettings {
  /** A GGUF file: a path, an https address or hf:owner/repo/file.gguf; SmolLM2-135M-Instruct when it is not set. */
  readonly LOCAL_MODEL?: string = undefined;

  /** Threads of the embedded model; one less than the machine has when it is not set. */
  @IsOptional() @Int(1, 1024) readonly LOCAL_THREADS?: number = undefined;

  /** Where downloaded models are kept. */
  @IsNotEmpty({ message: 'MODELS_DIR must be a folder' })
  readonly MODELS_DIR: string = './models';
}
