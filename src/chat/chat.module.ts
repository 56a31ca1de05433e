import { Module } from '@nestjs/common';
import { HttpModule } from '../http/http.module.js';
import { ProvidersModule } from '../providers/providers.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { Answering } from './answering.js';
import { ChatController } from './chat.controller.js';
import { ChatService } from './chat.service.js';
import { Drain } from './drain.js';
import { Fallback } from './fallback.js';
import { HistoryService } from './history.service.js';
import { KnownModels } from './known-models.js';
import { ModelChoice } from './model-choice.js';
import { PartialSaver } from './partial-saver.js';
import { RunningTurns } from './running-turns.js';
import { StoredTurns } from './stored-turns.js';
import { TurnReplies } from './turn-replies.js';
import { SystemPrompt } from './system-prompt.js';
import { TurnOpening } from './turn-opening.js';
import { TurnPlanning } from './turn-planning.js';
import { TurnRunner } from './turn-runner.js';
import { WaitingLines } from './waiting-lines.js';

@Module({
  imports: [HttpModule, ProvidersModule, StorageModule],
  controllers: [ChatController],
  providers: [ChatService, HistoryService, TurnReplies, TurnPlanning, TurnOpening, StoredTurns, TurnRunner, Answering, Fallback, KnownModels, ModelChoice, RunningTurns, PartialSaver, Drain, SystemPrompt, WaitingLines],
})
export class ChatModule {}
