import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import type { Thinking } from '../../conversation/generation-settings.js';

const MOST_TOKENS = 16_777_216;
const MOST_STOPS = 4;
const LARGEST_SEED = 2_147_483_647;
export const EFFORTS = ['low', 'medium', 'high'];
const THINKING = [true, false, ...EFFORTS];
// oxlint-disable-next-line no-control-regex -- U+0000 is what is refused
const STOP_TEXT = /^[^\u0000]{1,200}$/u;
const [TEMPERATURE_RULE, TOKENS_RULE, SEED_RULE] = ['temperature must be a number from 0 to 2', `max_tokens must be a whole number from 1 to ${MOST_TOKENS}`, `seed must be a whole number from 0 to ${LARGEST_SEED}`];
const STOP_RULE = `stop must be a list of at most ${MOST_STOPS} texts of 1 to 200 characters, without U+0000`;

/** How an answer is to be made. What a model does not obey is named in `settings_ignored` of its answer. Null is absent: then the server's setting counts, or the model's own. */
export class SettingsDto {
  /** From 0 (always the likeliest word) to 2. */
  @ApiPropertyOptional({ type: Number, nullable: true, example: 0.7, minimum: 0, maximum: 2 })
  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false }, { message: TEMPERATURE_RULE })
  @Min(0, { message: TEMPERATURE_RULE })
  @Max(2, { message: TEMPERATURE_RULE })
  readonly temperature?: number | null;

  /** Longest answer in tokens; a longer one is cut and says so (`incomplete_reason: length`). */
  @ApiPropertyOptional({ type: 'integer', nullable: true, example: 500, minimum: 1, maximum: MOST_TOKENS })
  @IsOptional()
  @IsInt({ message: TOKENS_RULE })
  @Min(1, { message: TOKENS_RULE })
  @Max(MOST_TOKENS, { message: TOKENS_RULE })
  readonly max_tokens?: number | null;

  /** Texts that end the answer; they are no part of it. */
  @ApiPropertyOptional({ type: 'array', nullable: true, items: { type: 'string', minLength: 1, maxLength: 200, pattern: String.raw`^[^\u0000]*$` }, maxItems: MOST_STOPS, example: ['END'] })
  @IsOptional()
  @IsArray({ message: STOP_RULE })
  @ArrayMaxSize(MOST_STOPS, { message: STOP_RULE })
  @IsString({ each: true, message: STOP_RULE })
  @Matches(STOP_TEXT, { each: true, message: STOP_RULE })
  readonly stop?: string[] | null;

  /** The same seed, question and model give the same answer, as far as the model can. */
  @ApiPropertyOptional({ type: 'integer', nullable: true, example: 7, minimum: 0, maximum: LARGEST_SEED })
  @IsOptional()
  @IsInt({ message: SEED_RULE })
  @Min(0, { message: SEED_RULE })
  @Max(LARGEST_SEED, { message: SEED_RULE })
  readonly seed?: number | null;

  /** Whether, or how much, the model thinks before it answers. */
  @ApiPropertyOptional({ oneOf: [{ type: 'boolean' }, { type: 'string', enum: EFFORTS }, { type: 'null' }], enum: [...THINKING, null], example: false })
  @IsOptional()
  @IsIn(THINKING, { message: 'think must be true, false, "low", "medium" or "high"' })
  readonly think?: Thinking | null;
}
