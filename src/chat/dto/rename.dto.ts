import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { NOT_BLANK, NOT_BLANK_SOURCE } from './text-rule.js';

const LONGEST_TITLE = 200;

/** A new title. */
export class RenameDto {
  /** Not blank, without U+0000. */
  @ApiProperty({ example: 'Paris in spring', minLength: 1, maxLength: LONGEST_TITLE, pattern: NOT_BLANK_SOURCE })
  @IsString({ message: 'title must be a string' })
  @MaxLength(LONGEST_TITLE, { message: `title must have at most ${LONGEST_TITLE} characters` })
  @Matches(NOT_BLANK, { message: 'title must not be empty or blank, nor contain U+0000' })
  readonly title: string;
}

export class RenamedDto {
  @ApiProperty({ example: 'trip-to-paris' }) readonly chat_id: string;
  /** As it is kept. */
  @ApiProperty({ example: 'Paris in spring' }) readonly title: string;
  @ApiProperty({ example: true, enum: [true] }) readonly success: true;
}
