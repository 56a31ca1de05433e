import { ApiProperty } from '@nestjs/swagger';

export class EndpointDto {
  @ApiProperty({ example: '/chat' }) readonly path: string;
  @ApiProperty({ example: 'Ask a question and get the answer; the server remembers the conversation.' }) readonly description: string;
  @ApiProperty({ example: 'POST' }) readonly method: string;
}

export class IndexDto {
  @ApiProperty({ example: 'nest-llm-chat' }) readonly app_name: string;
  @ApiProperty({ example: '0.1.0' }) readonly version: string;
  /** Every route of the API. */
  @ApiProperty({ type: [EndpointDto] }) readonly endpoints: readonly EndpointDto[];
}
