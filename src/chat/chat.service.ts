import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { RunningTurns } from './running-turns.js';
import type { Turn } from './turn.js';
import { TurnOpening } from './turn-opening.js';
import { TurnRunner } from './turn-runner.js';
import { WaitingLines } from './waiting-lines.js';

export interface Question {
  readonly message: string;
  readonly chatId?: string;
}

/** Asking: wait for the chat, begin a turn, let it run. A turn, once begun, goes on without whoever asked. */
@Injectable()
export class ChatService {
  constructor(
    private readonly lines: WaitingLines,
    private readonly turns: RunningTurns,
    private readonly opening: TurnOpening,
    private readonly runner: TurnRunner,
  ) {}

  /** Begins a turn: when this returns, the question is durable. The signal ends only the wait before that. */
  async ask({ message, chatId = randomUUID() }: Question, signal: AbortSignal): Promise<Turn> {
    const leaveLine = await this.lines.enter(chatId, signal);
    try {
      const turn = await this.turns.run(async () => {
        const opened = await this.opening.open(chatId, message);
        void this.runner.run(opened);
        return opened.turn;
      });
      void turn.ended.then(leaveLine);
      return turn;
    } catch (error) {
      leaveLine();
      throw error;
    }
  }
}
