import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { CHAT_ID_PATTERN } from '../../conversation/chat.js';
import { IsChatId } from './chat-id.decorator.js';
import { SettingsDto } from './settings.dto.js';
import { NOT_BLANK, NOT_BLANK_SOURCE } from './text-rule.js';

const LONGEST_MODEL = 300;

/** A question. */
export class AskDto extends SettingsDto {
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

  /** What to ask: `provider/model`, or the bare name of a model of the default provider; `GET /models` lists them. It becomes the chat's own. Absent or null: the chat's, or the default one. */
  @ApiPropertyOptional({ type: String, nullable: true, example: 'ollama/llama3.1:8b-instruct-q8_0', minLength: 1, maxLength: LONGEST_MODEL, pattern: NOT_BLANK_SOURCE })
  @IsOptional()
  @IsString({ message: 'model must be a string such as ollama/llama3.1:8b-instruct-q8_0' })
  @MaxLength(LONGEST_MODEL, { message: `model must have at most ${LONGEST_MODEL} characters` })
  @Matches(NOT_BLANK, { message: 'model must not be empty or blank, nor contain U+0000' })
  readonly model?: string | null;

  /** What the chat begins with instead of the server's system prompt. Only with its first question; later only the same again. */
  @ApiPropertyOptional({ type: String, nullable: true, example: 'Answer in one sentence.', minLength: 1, pattern: NOT_BLANK_SOURCE })
  @IsOptional()
  @IsString({ message: 'system_prompt must be a string' })
  @Matches(NOT_BLANK, { message: 'system_prompt must not be empty or blank, nor contain U+0000' })
  readonly system_prompt?: string | null;
}
