import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { OpenResponses } from './open-responses.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestPipe } from './request.pipe.js';
import { RouteTable } from './route-table.js';

/** What holds for every route: how it is validated, how it fails, which there are, what is being answered. */
@Module({
  providers: [RouteTable, OpenResponses, { provide: APP_FILTER, useClass: ProblemFilter }, { provide: APP_PIPE, useClass: RequestPipe }],
  exports: [RouteTable, OpenResponses],
})
export class HttpModule {}
