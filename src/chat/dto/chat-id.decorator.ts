import { applyDecorators } from '@nestjs/common';
import { IsString, Matches } from 'class-validator';
import { CHAT_ID_PATTERN, CHAT_ID_RULE } from '../../conversation/chat.js';

/** The rule of a chat id, wherever one comes in. */
export const IsChatId = (): PropertyDecorator =>
  applyDecorators(IsString({ message: `chat_id must be a string of ${CHAT_ID_RULE}` }), Matches(CHAT_ID_PATTERN, { message: `chat_id must be ${CHAT_ID_RULE}` }));
