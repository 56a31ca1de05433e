import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { CURSOR_PATTERN } from '../../storage/chat-repository.js';

const LONGEST_PAGE = 1000;
const LONGEST_SEARCH = 256;
const limitRule = { message: `limit must be a whole number from 1 to ${LONGEST_PAGE}` };

/** Which chats to list; without anything all of them. */
export class ListDto {
  /** At most so many. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LONGEST_PAGE, example: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt(limitRule)
  @Min(1, limitRule)
  @Max(LONGEST_PAGE, limitRule)
  readonly limit?: number;

  /** The `next_cursor` of the page before. */
  @ApiPropertyOptional({ type: String, pattern: CURSOR_PATTERN.source, example: '1764000000000.trip-to-paris' })
  @IsOptional()
  @Matches(CURSOR_PATTERN, { message: 'cursor must be the next_cursor of a page before' })
  readonly cursor?: string;

  /** Only chats in which every one of these words occurs, in the title, a question or an answer, in any case; `excerpt` shows where, when that is not the title. The order stays the same. */
  @ApiPropertyOptional({ type: String, maxLength: LONGEST_SEARCH, example: 'paris language' })
  @IsOptional()
  @IsString({ message: 'q must be one text' })
  @MaxLength(LONGEST_SEARCH, { message: `q must have at most ${LONGEST_SEARCH} characters` })
  readonly q?: string;
}
