import { ValidateBy } from 'class-validator';
import { modelSource, WrongModelName } from './model-source.js';

/** A value that LOCAL_MODEL may have. */
export const IsModelName = (): PropertyDecorator =>
  ValidateBy({
    name: 'isModelName',
    validator: { validate: (value) => faultOf(value) === undefined, defaultMessage: (found) => faultOf(found?.value) ?? '' },
  });

function faultOf(value: unknown): string | undefined {
  try {
    modelSource({ LOCAL_MODEL: String(value), MODELS_DIR: '.', HF_ENDPOINT: 'https://huggingface.co' });
    return undefined;
  } catch (error) {
    if (error instanceof WrongModelName) return error.message;
    throw error;
  }
}
