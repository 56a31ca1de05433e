import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Matches } from 'class-validator';
import { CHAT_ID_PATTERN } from '../../conversation/chat.js';
import { IsChatId } from './chat-id.decorator.js';
import { NOT_BLANK, NOT_BLANK_SOURCE } from './text-rule.js';

/** A question. */
export class AskDto {
  /** The question: not blank, without U+0000. MAX_MESSAGE_CHARS limits its length. */
  @ApiProperty({ example: 'What is the capital of France?', minLength: 1, pattern: NOT_BLANK_SOURCE })
  @IsString({ message: 'message must be a string' })
  @Matches(NOT_BLANK, { message: 'message must not be empty or blank, nor contain U+0000' })
  readonly message: string;

  /** The chat to go on with, or the id that a new one shall have. Absent or null: a new chat under a UUID. */
  @ApiPropertyOptional({ type: String, nullable: true, example: 'trip-to-paris', pattern: CHAT_ID_PATTERN.source, minLength: 1, maxLength: 128 })
  @IsOptional()
  @IsChatId()
  readonly chat_id?: string | null;

  /** Whether the answer comes as events while it is written. Absent or null: what the Accept header asks for. */
  @ApiPropertyOptional({ type: Boolean, nullable: true, example: false })
  @IsOptional()
  @IsBoolean({ message: 'stream must be true or false' })
  readonly stream?: boolean | null;
}
