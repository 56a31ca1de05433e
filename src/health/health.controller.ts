import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { HealthCheckResult } from '@nestjs/terminus';
import { ApiProblems } from '../http/problem.dto.js';
import { HealthDto, LiveDto } from './health.dto.js';
import { Readiness } from './readiness.js';
import { READY_REPORT, READY_SCHEMA, UNREADY_REPORT } from './ready.example.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Tell that the server answers. */
  @Get()
  @ApiOkResponse({ type: HealthDto })
  @ApiProblems('/health', [])
  health(): HealthDto {
    return { status: 'ok', timestamp: new Date().toISOString(), response_code: 200 };
  }

  /** Tell that the process lives. */
  @Get('live')
  @ApiOkResponse({ type: LiveDto })
  @ApiProblems('/health/live', [])
  live(): LiveDto {
    return { status: 'ok' };
  }

  /** Tell whether a question could be answered now, and which part is not ready: provider, model or storage. */
  @Get('ready')
  @ApiProblems('/health/ready', [])
  @ApiOkResponse({ description: 'All parts are ready', schema: READY_SCHEMA, example: READY_REPORT })
  @ApiServiceUnavailableResponse({ description: 'At least one part is not ready', schema: READY_SCHEMA, example: UNREADY_REPORT })
  ready(): Promise<HealthCheckResult> {
    return this.readiness.check();
  }
}
