import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsNumber, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

/** What class-validator's messages begin with, so that a fault names the variable and what was found in it. */
const found = 'must be';

const toNumber = Transform(({ value }) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : (value as unknown)));

/** A whole number from `min` to `max`. */
export const Int = (min: number, max = Number.MAX_SAFE_INTEGER): PropertyDecorator => {
  const message = max === Number.MAX_SAFE_INTEGER ? `$property ${found} a whole number of at least ${min}` : `$property ${found} a whole number from ${min} to ${max}`;
  return applyDecorators(toNumber, IsInt({ message }), Min(min, { message }), Max(max, { message }));
};

/** A number from `min` to `max`. */
export const Decimal = (min: number, max: number): PropertyDecorator => {
  const message = `$property ${found} a number from ${min} to ${max}`;
  return applyDecorators(toNumber, IsNumber({ allowNaN: false, allowInfinity: false }, { message }), Min(min, { message }), Max(max, { message }));
};

/** Names, comma-separated, in lower case. */
export const NameList = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? value.split(',').map((name) => name.trim().toLowerCase()).filter(Boolean) : (value as unknown))),
    IsArray(),
    IsString({ each: true }),
  );

const THINKING = { true: true, false: false, low: 'low', medium: 'medium', high: 'high' } as const;

export type Thinking = (typeof THINKING)[keyof typeof THINKING];

/** Whether, or how much, a model thinks. */
export const Thinks = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => new Map<unknown, unknown>(Object.entries(THINKING)).get(value) ?? (value as unknown)),
    IsIn(Object.values(THINKING), { message: `$property ${found} one of ${Object.keys(THINKING).join(', ')}` }),
  );

/** One of some words. */
export const OneOf = (words: readonly string[]): PropertyDecorator => IsIn(words, { message: `$property ${found} one of ${words.join(', ')}` });

/** An http or https address, given back without a slash at its end; `options` may narrow it further. */
export const HttpUrl = (example = 'http://127.0.0.1:11434', options: Parameters<typeof IsUrl>[0] = {}): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? value.replace(/\/+$/, '') : (value as unknown))),
    IsUrl(
      { protocols: ['http', 'https'], require_protocol: true, require_tld: false, allow_query_components: false, allow_fragments: false, ...options },
      { message: `$property ${found} an http or https address such as ${example}` },
    ),
  );

/** A key or a token, given back without white space around it: what can stand in a header. */
export const Secret = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? value.trim() : (value as unknown))),
    Matches(/^[\x21-\x7e]*$/, { message: `$property ${found} on one line, of plain letters, digits and signs` }),
  );
