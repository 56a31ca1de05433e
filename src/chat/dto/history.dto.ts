import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import type { IncompleteReason } from '../../conversation/chat.js';
import { SETTING_NAMES, type SettingName } from '../../conversation/generation-settings.js';
import { ContextDto, GenerationSettingsDto, TimingsDto, UsageDto } from './answer.dto.js';

const MOMENT = '2026-11-24T09:30:00.000Z';

/** A chat in the list. */
export class ChatSummaryDto {
  /** ISO 8601, UTC; chats of the original project keep its local time without a zone. */
  @ApiProperty({ example: MOMENT }) readonly created_at: string;
  /** When its last message was written. */
  @ApiProperty({ example: MOMENT }) readonly last_updated: string;
  /** All messages, the system prompt too: 3 after the first answer. */
  @ApiProperty({ example: 3, type: 'integer' }) readonly message_count: number;
  /** The first line of its first question, until it is renamed. */
  @ApiProperty({ example: 'What is the capital of France?' }) readonly title: string;
  /** Whether it is being answered now. */
  @ApiProperty({ example: false }) readonly answering: boolean;
  /** Only when a part of its file could not be read and was put aside. */
  @ApiPropertyOptional({ example: true }) readonly damaged?: boolean;
  /** What it was told to talk to; absent when that is the server's default. */
  @ApiPropertyOptional({ example: 'ollama/llama3.1:8b-instruct-q8_0' }) readonly model?: string;
  /** Only of a search, when a word is not in the title: about 160 characters of the newest message that has such a word, around it, on one line. */
  @ApiPropertyOptional({ example: '…is the largest city of France, and Paris has been its capital since…' }) readonly excerpt?: string;
}

/** All chats. */
export class ChatListDto {
  /** The chats by their ids. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(ChatSummaryDto) },
    example: { 'trip-to-paris': { created_at: MOMENT, last_updated: MOMENT, message_count: 3, title: 'What is the capital of France?', answering: false } },
  })
  readonly chats: Record<string, ChatSummaryDto>;
  /** Their ids, the one last written to first; equal times by id. */
  @ApiProperty({ type: [String], example: ['trip-to-paris'] }) readonly order: string[];
  /** Where the next page begins; null when there is none. */
  @ApiProperty({ type: String, nullable: true, example: null }) readonly next_cursor: string | null;
  @ApiProperty({ example: true, enum: [true] }) readonly success: true;
}

/** A message of a chat: the system prompt first, then questions and answers in turn. */
export class MessageDto {
  @ApiProperty({ example: '7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55' }) readonly id: string;
  @ApiProperty({ example: 'user', enum: ['system', 'user', 'assistant'] }) readonly role: 'system' | 'user' | 'assistant';
  @ApiProperty({ example: 'What is the capital of France?' }) readonly content: string;
  /** Absent on the system prompt of chats of the original project. */
  @ApiPropertyOptional({ example: MOMENT }) readonly timestamp?: string;
  /** On answers whether they are whole; `failed` on a question whose answer never came. */
  @ApiPropertyOptional({ example: 'complete', enum: ['complete', 'incomplete', 'failed'] }) readonly status?: 'complete' | 'incomplete' | 'failed';
  /** The error's code, on a failed question and on an answer that a failure cut off. */
  @ApiPropertyOptional({ example: 'provider_unavailable' }) readonly code?: string;
  @ApiPropertyOptional({ example: 'length', enum: ['stopped', 'length', 'provider_error', 'shutdown', 'interrupted'] })
  readonly incomplete_reason?: IncompleteReason;
  /** On answers: provider and model. */
  @ApiPropertyOptional({ example: 'ollama/llama3.1:8b-instruct-q8_0' }) readonly model?: string;
  /** On answers: the model that was to answer and was not available. */
  @ApiPropertyOptional({ example: 'openai/gpt-4.1-mini' }) readonly fallback_from?: string;
  @ApiPropertyOptional({ type: UsageDto }) readonly usage?: UsageDto;
  @ApiPropertyOptional({ type: TimingsDto }) readonly timings?: TimingsDto;
  @ApiPropertyOptional({ type: ContextDto }) readonly context?: ContextDto;
  /** On answers: how they were made. */
  @ApiPropertyOptional({ type: GenerationSettingsDto }) readonly settings?: GenerationSettingsDto;
  /** On answers: what was asked for and not obeyed. */
  @ApiPropertyOptional({ type: [String], enum: SETTING_NAMES, example: ['seed'] }) readonly settings_ignored?: readonly SettingName[];
  /** What the model thought before it answered, where it told. */
  @ApiPropertyOptional({ example: 'The user asks about France.' }) readonly reasoning?: string;
}

/** A chat with its messages. */
export class HistoryDto {
  @ApiProperty({ example: MOMENT }) readonly created_at: string;
  @ApiProperty({ example: MOMENT }) readonly last_updated: string;
  @ApiProperty({ example: 'What is the capital of France?' }) readonly title: string;
  @ApiProperty({ example: 3, type: 'integer' }) readonly message_count: number;
  /** Whether it is being answered now; the running answer is not among the messages. */
  @ApiProperty({ example: false }) readonly answering: boolean;
  @ApiPropertyOptional({ example: true }) readonly damaged?: boolean;
  /** What it was told to talk to; absent when that is the server's default. */
  @ApiPropertyOptional({ example: 'ollama/llama3.1:8b-instruct-q8_0' }) readonly model?: string;
  @ApiProperty({ type: [MessageDto] }) readonly messages: MessageDto[];
}

export class ChatHistoryDto {
  @ApiProperty({ example: 'trip-to-paris' }) readonly chat_id: string;
  @ApiProperty({ type: HistoryDto }) readonly history: HistoryDto;
  @ApiProperty({ example: true, enum: [true] }) readonly success: true;
}

export class DeletedDto {
  @ApiProperty({ example: 'Chat trip-to-paris deleted successfully' }) readonly message: string;
  @ApiProperty({ example: true, enum: [true] }) readonly success: true;
}

export class StoppedDto {
  @ApiProperty({ example: 'trip-to-paris' }) readonly chat_id: string;
  /** Whether there was an answer to stop. */
  @ApiProperty({ example: true }) readonly stopped: boolean;
  @ApiProperty({ example: true, enum: [true] }) readonly success: true;
}
