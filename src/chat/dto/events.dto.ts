import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Data of `turn-start`, always the first event. */
export class TurnStartDto {
  @ApiProperty({ example: 'trip-to-paris' }) readonly chat_id: string;
  /** Id of the question in the history. */
  @ApiProperty({ example: '7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55' }) readonly user_message_id: string;
  /** Id that the answer will have in the history. */
  @ApiProperty({ example: '3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11' }) readonly assistant_message_id: string;
  @ApiProperty({ example: 'What is the capital of France?' }) readonly title: string;
  /** Provider and model that answer. */
  @ApiProperty({ example: 'ollama/llama3.1:8b-instruct-q8_0' }) readonly model: string;
}

/** Data of `progress`, while there is no text yet. The only event without an id. */
export class ProgressDto {
  /** What is waited for: a free place at the model, the model itself, or the model reading the prompt. */
  @ApiProperty({ example: 'loading', enum: ['queued', 'loading', 'prompt'] }) readonly phase: 'queued' | 'loading' | 'prompt';
  /** How far it is, where that is known. */
  @ApiPropertyOptional({ example: 43 }) readonly percent?: number;
}

/** Data of `text-delta` and `reasoning-delta`: what comes next. */
export class DeltaDto {
  @ApiProperty({ example: 'The capital' }) readonly text: string;
}
