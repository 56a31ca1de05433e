import { type ArgumentMetadata, Injectable, type PipeTransform, ValidationPipe } from '@nestjs/common';
import { DomainError } from '../errors/domain.error.js';
import { validationError } from './validation-error.js';

const RULES = { transform: true, whitelist: true, exceptionFactory: validationError };

/** Validates what comes in. A body with a field that is not known is refused, since its sender means something by it; in an address it is left out, as the original did. */
@Injectable()
export class RequestPipe implements PipeTransform {
  private readonly strict = new ValidationPipe({ ...RULES, forbidNonWhitelisted: true });
  private readonly lenient = new ValidationPipe(RULES);

  transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && !isObject(value)) throw new DomainError('validation_failed', 'The body must be a JSON object such as {"message": "Hello"}.');
    return metadata.type === 'query' ? this.lenient.transform(value, metadata) : this.strict.transform(value, metadata);
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
