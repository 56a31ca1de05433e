import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { IncompleteReason } from '../../conversation/chat.js';
import { SETTING_NAMES, type SettingName, type Thinking } from '../../conversation/generation-settings.js';
import { EFFORTS } from './settings.dto.js';

/** Tokens, as the model counted them. */
export class UsageDto {
  /** Tokens of the prompt: system prompt, the history that was sent, the question. */
  @ApiProperty({ example: 26, type: 'integer' }) readonly prompt_tokens: number;
  /** Tokens of the answer. */
  @ApiProperty({ example: 12, type: 'integer' }) readonly completion_tokens: number;
  /** Both together. */
  @ApiProperty({ example: 38, type: 'integer' }) readonly total_tokens: number;
}

/** How long it took. */
export class TimingsDto {
  /** Milliseconds from the acceptance of the question to the first token; absent when none came. */
  @ApiPropertyOptional({ example: 210, type: 'integer' }) readonly first_token_ms?: number;
  /** Milliseconds from the acceptance of the question to the end. */
  @ApiProperty({ example: 335, type: 'integer' }) readonly total_ms: number;
  /** Tokens of the answer a second, from the first token on; absent when the model gave no counts. */
  @ApiPropertyOptional({ example: 41.2 }) readonly tokens_per_second?: number;
}

/** What the model was shown. */
export class ContextDto {
  /** Tokens that prompt and answer may fill together. */
  @ApiProperty({ example: 8192, type: 'integer' }) readonly window: number;
  /** Tokens of the window in use after this answer. */
  @ApiProperty({ example: 38, type: 'integer' }) readonly used: number;
  /** Messages that were sent: system prompt, history, question. */
  @ApiProperty({ example: 4, type: 'integer' }) readonly messages_sent: number;
  /** Older messages that did not fit and were not sent. They stay in the history. */
  @ApiProperty({ example: 0, type: 'integer' }) readonly messages_left_out: number;
  /** Who counted `used`: the model itself, or an estimate from the bytes of the prompt. */
  @ApiProperty({ example: 'model', enum: ['model', 'estimate'] }) readonly source: 'model' | 'estimate';
}

/** How an answer was made. */
export class GenerationSettingsDto {
  @ApiPropertyOptional({ example: 0.7 }) readonly temperature?: number;
  @ApiPropertyOptional({ example: 500, type: 'integer' }) readonly max_tokens?: number;
  @ApiPropertyOptional({ type: [String], example: ['END'] }) readonly stop?: readonly string[];
  @ApiPropertyOptional({ example: 7, type: 'integer' }) readonly seed?: number;
  @ApiPropertyOptional({ oneOf: [{ type: 'boolean' }, { type: 'string', enum: EFFORTS }], example: false }) readonly think?: Thinking;
}

/** What there is of an answer. */
export class AnswerReportDto {
  /** The text of the answer, never trimmed. */
  @ApiProperty({ example: 'The capital of France is Paris.' }) readonly response: string;
  /** What the model thought before it answered, where it tells. */
  @ApiPropertyOptional({ example: 'The user asks about France.' }) readonly reasoning?: string;
  /** Whether the answer is whole. */
  @ApiProperty({ example: 'complete', enum: ['complete', 'incomplete'] }) readonly status: 'complete' | 'incomplete';
  /** Why it is not whole; only when it is incomplete. */
  @ApiPropertyOptional({ example: 'length', enum: ['stopped', 'length', 'provider_error', 'shutdown', 'interrupted'] })
  readonly incomplete_reason?: IncompleteReason;
  /** Id of the answer in the history; absent when there is no text. */
  @ApiPropertyOptional({ example: '3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11', format: 'uuid' }) readonly assistant_message_id?: string;
  /** Provider and model that answered. */
  @ApiProperty({ example: 'ollama/llama3.1:8b-instruct-q8_0' }) readonly model: string;
  /** The model that was to answer and was not available; absent when it did. */
  @ApiPropertyOptional({ example: 'openai/gpt-4.1-mini' }) readonly fallback_from?: string;
  /** Absent when the provider gave no counts. */
  @ApiPropertyOptional({ type: UsageDto }) readonly usage?: UsageDto;
  @ApiProperty({ type: TimingsDto }) readonly timings: TimingsDto;
  @ApiPropertyOptional({ type: ContextDto }) readonly context?: ContextDto;
  /** How it was made: what the request set, and the server's own settings. Absent when the model was not asked. */
  @ApiPropertyOptional({ type: GenerationSettingsDto }) readonly settings?: GenerationSettingsDto;
  /** What the request set and the model does not obey; absent when that is nothing. */
  @ApiPropertyOptional({ type: [String], enum: SETTING_NAMES, example: ['seed'] }) readonly settings_ignored?: readonly SettingName[];
}

/** The answer to a question, kept durably. */
export class AnswerDto extends AnswerReportDto {
  /** The chat to go on with. */
  @ApiProperty({ example: 'trip-to-paris' }) readonly chat_id: string;
  @ApiProperty({ example: true, enum: [true] }) readonly success: true;
  /** Id of the question in the history. */
  @ApiProperty({ example: '7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55', format: 'uuid' }) readonly user_message_id: string;
}
