import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';

/** Where to go on. */
export class FollowDto {
  /** The id of the last event that was seen, for clients that cannot send `Last-Event-ID`, which goes before. One that is unknown here begins from the start. */
  @ApiPropertyOptional({ example: '7d6f8b7e.42' })
  @IsOptional()
  @IsString({ message: 'after must be the id of one event' })
  readonly after?: string;
}
