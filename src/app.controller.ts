import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IndexDto } from './http/index.dto.js';
import { ApiProblems } from './http/problem.dto.js';
import { RouteTable } from './http/route-table.js';
import { packageFacts } from './package-facts.js';

@ApiTags('about')
@Controller()
export class AppController {
  constructor(private readonly routes: RouteTable) {}

  /** Tell what this is, and list every route. */
  @Get()
  @ApiOkResponse({ type: IndexDto })
  @ApiProblems('/', [])
  index(): IndexDto {
    return { app_name: packageFacts.name, version: packageFacts.version, endpoints: this.routes.endpoints };
  }
}
