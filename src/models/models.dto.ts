import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ERRORS, type ErrorCode } from '../errors/codes.js';

/** A model that can be asked. */
export class ModelDto {
  /** `provider/model`: what `model` of a question takes. */
  @ApiProperty({ example: 'ollama/llama3.1:8b-instruct-q8_0' }) readonly id: string;
  @ApiProperty({ example: 'ollama' }) readonly provider: string;
  @ApiProperty({ example: 'llama3.1:8b-instruct-q8_0' }) readonly name: string;
  /** Tokens that prompt and answer may fill together, as this server runs the model; absent where it is not known. */
  @ApiPropertyOptional({ example: 8192, type: 'integer' }) readonly context_length?: number;
  /** What it can, in its provider's words; absent where it is not told. */
  @ApiPropertyOptional({ type: [String], example: ['completion', 'tools'] }) readonly capabilities?: readonly string[];
  /** Whether it is asked when nobody names a model. */
  @ApiProperty({ example: true }) readonly default: boolean;
}

/** A provider whose models cannot be told now. */
export class UnavailableProviderDto {
  @ApiProperty({ example: 'openai' }) readonly provider: string;
  @ApiProperty({ example: 'provider_unavailable', enum: Object.keys(ERRORS) }) readonly code: ErrorCode;
  /** What is wrong and what to do about it. */
  @ApiProperty({ example: 'Nothing answers at http://127.0.0.1:8080/v1. Start the server there, or set OPENAI_BASE_URL.' }) readonly message: string;
}

export class ModelListDto {
  /** By provider, the default one first. */
  @ApiProperty({ type: [ModelDto] }) readonly models: readonly ModelDto[];
  @ApiProperty({ type: [UnavailableProviderDto] }) readonly unavailable: readonly UnavailableProviderDto[];
  @ApiProperty({ example: true, enum: [true] }) readonly success: true;
}
