import { Inject, Injectable, Logger } from '@nestjs/common';
import { DomainError, LeaseLostError } from '../errors/domain.error.js';
import { CHAT_REPOSITORY, type ChatRepository } from '../storage/chat-repository.js';
import type { Generation } from './answer.js';
import { Answering } from './answering.js';
import { conclude, type GenerationEnd, unstored } from './conclusion.js';
import type { BegunTurn } from './turn-opening.js';

/** The second and third step of a turn: the model answers, the answer becomes durable, and only then the readers see the end. */
@Injectable()
export class TurnRunner {
  private readonly logger = new Logger(TurnRunner.name);

  constructor(
    @Inject(CHAT_REPOSITORY) private readonly chats: ChatRepository,
    private readonly answering: Answering,
  ) {}

  async run({ lease, ...inquiry }: BegunTurn): Promise<void> {
    const { turn } = inquiry;
    const generation: Generation = {};
    const ended: GenerationEnd = await this.answering.generate(inquiry, generation).catch((error: unknown) => this.known(error));
    const { end, outcome } = conclude(turn, generation, ended);
    try {
      if (!(ended instanceof LeaseLostError)) await this.chats.finish(lease, end);
      turn.end(outcome);
    } catch (error) {
      turn.end(unstored(turn, generation, this.known(error)));
    }
  }

  private known(error: unknown): DomainError {
    if (error instanceof DomainError) return error;
    this.logger.error(`A turn failed in a way it should not: ${error instanceof Error ? error.name : typeof error}`);
    return new DomainError('internal', 'Something went wrong inside the server. Its log names the place.');
  }
}
