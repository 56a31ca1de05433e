import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClientSignal } from '../http/client-signal.decorator.js';
import { ApiProblems } from '../http/problem.dto.js';
import { ChatService } from './chat.service.js';
import { AnswerDto } from './dto/answer.dto.js';
import { AskDto } from './dto/ask.dto.js';
import { ChatPathDto } from './dto/chat-path.dto.js';
import { ChatHistoryDto, ChatListDto, ChatSummaryDto, DeletedDto } from './dto/history.dto.js';
import { TurnProblemDto } from './dto/turn-problem.dto.js';
import { HistoryService } from './history.service.js';
import { jsonAnswer } from './json-answer.js';

@ApiTags('chat')
@ApiExtraModels(ChatSummaryDto)
@Controller('chat')
export class ChatController {
  constructor(
    private readonly chat: ChatService,
    private readonly past: HistoryService,
  ) {}

  /**
   * Ask a question and get the answer; the server remembers the conversation.
   *
   * @remarks The question is stored before the model is asked, the answer before it is sent. Whoever leaves early finds it in the history. Questions to one chat are answered one after the other.
   */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: AnswerDto })
  @ApiProblems(
    '/chat',
    ['malformed_json', 'chat_id_reserved', 'cross_site', 'chat_busy', 'chat_deleted', 'chat_id_taken', 'body_too_large', 'context_overflow', 'unsupported_media_type', 'validation_failed', 'provider_failed', 'provider_unavailable', 'model_not_found', 'provider_busy', 'model_loading', 'server_busy', 'storage_failed', 'provider_timeout', 'storage_full'],
    TurnProblemDto,
  )
  async ask(@Body() question: AskDto, @ClientSignal() client: AbortSignal): Promise<AnswerDto> {
    return jsonAnswer(await this.chat.ask({ message: question.message, chatId: question.chat_id ?? undefined }, client));
  }

  /** List all chats, the one last written to first. */
  @Get('history')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: ChatListDto })
  @ApiProblems('/chat/history', ['storage_failed'])
  list(): AsyncGenerator<string> {
    return this.past.list();
  }

  /** Read a chat with all its messages. */
  @Get('history/:chat_id')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: ChatHistoryDto })
  @ApiProblems('/chat/history/trip-to-paris', ['chat_not_found', 'validation_failed', 'storage_failed'])
  history(@Param() path: ChatPathDto): AsyncGenerator<string> {
    return this.past.history(path.chat_id);
  }

  /**
   * Delete a chat for good.
   *
   * @remarks Delete wins: an answer that is being written ends, and nothing of it comes back.
   */
  @Delete('delete/:chat_id')
  @ApiOkResponse({ type: DeletedDto })
  @ApiProblems('/chat/delete/trip-to-paris', ['cross_site', 'chat_not_found', 'validation_failed', 'storage_failed'])
  async remove(@Param() path: ChatPathDto): Promise<DeletedDto> {
    await this.past.remove(path.chat_id);
    return { message: `Chat ${path.chat_id} deleted successfully`, success: true };
  }
}
