import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Client, FromClient } from '../http/client.decorator.js';
import { IdempotencyKey } from '../http/idempotency-key.decorator.js';
import { ApiProblems } from '../http/problem.dto.js';
import { ChatService } from './chat.service.js';
import type { AnswerDto } from './dto/answer.dto.js';
import { ApiAnswer, ApiFollow } from './dto/answer.docs.js';
import { AskDto } from './dto/ask.dto.js';
import { ChatPathDto } from './dto/chat-path.dto.js';
import { FollowDto } from './dto/follow.dto.js';
import { ChatHistoryDto, ChatListDto, ChatSummaryDto, DeletedDto, StoppedDto } from './dto/history.dto.js';
import { ListDto } from './dto/list.dto.js';
import { RenamedDto, RenameDto } from './dto/rename.dto.js';
import { HistoryService } from './history.service.js';
import { questionFrom } from './question.js';
import { TurnReplies } from './turn-replies.js';

@ApiTags('chat')
@ApiExtraModels(ChatSummaryDto)
@Controller('chat')
export class ChatController {
  constructor(
    private readonly chat: ChatService,
    private readonly replies: TurnReplies,
    private readonly past: HistoryService,
  ) {}

  /**
   * Ask a question and get the answer; the server remembers the conversation.
   *
   * @remarks The question is stored before the model is asked, the answer before its end is told. Whoever leaves early finds it in the history, or again at `GET /chat/stream/{chat_id}`. Questions to one chat are answered one after the other.
   */
  @Post()
  @HttpCode(200)
  @ApiAnswer()
  async ask(@Body() body: AskDto, @IdempotencyKey() key: string | undefined, @FromClient() client: Client): Promise<AnswerDto | AsyncIterable<string>> {
    return this.replies.answer(await this.chat.ask(questionFrom(body, key), client.signal), client, body.stream ?? undefined);
  }

  /**
   * Follow the answer that a chat is getting, from its beginning or from where it was left.
   *
   * @remarks Any number of clients may. A browser's `EventSource` comes back by itself with `Last-Event-ID` and goes on exactly after that event.
   */
  @Get('stream/:chat_id')
  @ApiFollow()
  follow(@Param() path: ChatPathDto, @Query() query: FollowDto, @FromClient() client: Client): Promise<AsyncIterable<string> | Response> {
    return this.replies.follow(path.chat_id, client, query.after);
  }

  /**
   * Stop the answer that a chat is getting.
   *
   * @remarks The model is left at once, what had arrived is kept as incomplete, and everyone who follows gets the end. Questions that wait are not touched.
   */
  @Post('stop/:chat_id')
  @HttpCode(200)
  @ApiOkResponse({ type: StoppedDto })
  @ApiProblems('/chat/stop/trip-to-paris', ['cross_site', 'chat_not_found', 'validation_failed', 'storage_failed'])
  async stop(@Param() path: ChatPathDto): Promise<StoppedDto> {
    await this.past.mustExist(path.chat_id);
    return { chat_id: path.chat_id, stopped: await this.chat.stop(path.chat_id), success: true };
  }

  /** List chats, the one last written to first. */
  @Get('history')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: ChatListDto })
  @ApiProblems('/chat/history', ['validation_failed', 'storage_failed'])
  list(@Query() query: ListDto): Promise<AsyncGenerator<string>> {
    return this.past.list(query);
  }

  /** Read a chat with all its messages. */
  @Get('history/:chat_id')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: ChatHistoryDto })
  @ApiProblems('/chat/history/trip-to-paris', ['chat_not_found', 'validation_failed', 'storage_failed'])
  history(@Param() path: ChatPathDto): Promise<AsyncGenerator<string>> {
    return this.past.history(path.chat_id);
  }

  /** Give a chat another title. */
  @Patch('history/:chat_id')
  @ApiOkResponse({ type: RenamedDto })
  @ApiProblems('/chat/history/trip-to-paris', ['malformed_json', 'cross_site', 'chat_not_found', 'body_too_large', 'unsupported_media_type', 'validation_failed', 'storage_failed', 'storage_full'])
  async rename(@Param() path: ChatPathDto, @Body() { title }: RenameDto): Promise<RenamedDto> {
    return { chat_id: path.chat_id, title: await this.past.rename(path.chat_id, title), success: true };
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
