import { ApiProperty } from '@nestjs/swagger';
import { CHAT_ID_PATTERN } from '../../conversation/chat.js';
import { IsChatId } from './chat-id.decorator.js';

/** The chat that an address names. */
export class ChatPathDto {
  /** Id of the chat. */
  @ApiProperty({ example: 'trip-to-paris', pattern: CHAT_ID_PATTERN.source, minLength: 1, maxLength: 128 })
  @IsChatId()
  readonly chat_id: string;
}
