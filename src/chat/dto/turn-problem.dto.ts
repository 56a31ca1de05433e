import { ApiPropertyOptional } from '@nestjs/swagger';
import { ProblemDto } from '../../http/problem.dto.js';
import { AnswerReportDto } from './answer.dto.js';

/** An error of a turn: after the question was accepted with its ids, and with what there is of its answer. */
export class TurnProblemDto extends ProblemDto {
  /** What had arrived; it is kept in the history unless storing it is what failed. */
  @ApiPropertyOptional({ type: AnswerReportDto }) readonly answer?: AnswerReportDto;
}
