import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/problem.dto.js';
import { ModelList } from './model-list.js';
import { ModelListDto } from './models.dto.js';

@ApiTags('models')
@Controller('models')
export class ModelsController {
  constructor(private readonly list: ModelList) {}

  /**
   * List the models that can be asked, of all configured providers.
   *
   * @remarks Answers within three seconds: a provider that is down or silent until then stands under `unavailable`, with what to do about it.
   */
  @Get()
  @ApiOkResponse({ type: ModelListDto })
  @ApiProblems('/models', [])
  models(): Promise<ModelListDto> {
    return this.list.read();
  }
}
