import { ApiProperty } from '@nestjs/swagger';

export class HealthDto {
  @ApiProperty({ example: 'ok', enum: ['ok'] }) readonly status: 'ok';
  /** ISO 8601, UTC. */
  @ApiProperty({ example: '2026-11-24T09:30:00.000Z' }) readonly timestamp: string;
  @ApiProperty({ example: 200, type: 'integer', enum: [200] }) readonly response_code: 200;
}

export class LiveDto {
  @ApiProperty({ example: 'ok', enum: ['ok'] }) readonly status: 'ok';
}
