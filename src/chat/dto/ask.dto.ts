import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import { CHAT_ID_PATTERN } from '../../conversation/chat.js';
import { IsChatId } from './chat-id.decorator.js';

/** Something besides white space, and no U+0000 anywhere. */
// oxlint-disable-next-line no-control-regex -- U+0000 is what is refused: not every store can keep it
const QUESTION = /^(?![^]*\u0000)[^]*\S/;

/** A question. */
export class AskDto {
  /** The question: not blank, without U+0000. MAX_MESSAGE_CHARS limits its length. */
  @ApiProperty({ example: 'What is the capital of France?', minLength: 1, pattern: String.raw`^(?![\s\S]*\u0000)[\s\S]*\S` })
  @IsString({ message: 'message must be a string' })
  @Matches(QUESTION, { message: 'message must not be empty or blank, nor contain U+0000' })
  readonly message: string;

  /** The chat to go on with, or the id that a new one shall have. Absent or null: a new chat under a UUID. */
  @ApiPropertyOptional({ type: String, nullable: true, example: 'trip-to-paris', pattern: CHAT_ID_PATTERN.source, minLength: 1, maxLength: 128 })
  @IsOptional()
  @IsChatId()
  readonly chat_id?: string | null;
}
