import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DomainError } from '../errors/domain.error.js';
import { chatIdFrom, fingerprintOf } from './idempotency.js';
import { RunningTurns } from './running-turns.js';
import type { Question } from './question.js';
import type { Turn } from './turn.js';
import { TurnOpening } from './turn-opening.js';
import type { Asked } from './turn-planning.js';
import { TurnRunner } from './turn-runner.js';
import { WaitingLines } from './waiting-lines.js';

/** Asking: wait for the chat, begin a turn, let it run. A turn, once begun, goes on without whoever asked. */
@Injectable()
export class ChatService {
  constructor(
    private readonly lines: WaitingLines,
    private readonly turns: RunningTurns,
    private readonly opening: TurnOpening,
    private readonly runner: TurnRunner,
  ) {}

  /** Begins a turn, or finds the one that this very request has begun before. When this returns, the question is durable. The signal ends only the wait before that. */
  async ask(question: Question, signal: AbortSignal): Promise<Turn> {
    const { chatId, key } = question;
    if (key === undefined) return this.takeTurn({ ...question, chatId: chatId ?? randomUUID() }, signal);
    const asked = { ...question, chatId: chatId ?? chatIdFrom(key), idempotency: { key, fingerprint: fingerprintOf(question) } };
    return (await this.turns.findSame(asked.chatId, asked.idempotency)) ?? (await this.opening.repeated(asked)) ?? this.takeTurn(asked, signal);
  }

  /** Ends a chat's running turn and returns when what there is of its answer is kept. Tells whether there was one. */
  async stop(chatId: string): Promise<boolean> {
    const turn = await this.turns.find(chatId);
    if (!turn || turn.isOver) return false;
    turn.abort(new DomainError('stopped', 'The answer was stopped.'));
    await turn.ended;
    return true;
  }

  private async takeTurn(asked: Asked, signal: AbortSignal): Promise<Turn> {
    const leaveLine = await this.lines.enter(asked.chatId, signal);
    try {
      const turn = await this.turns.run(asked.chatId, asked.idempotency, async () => {
        const opened = await this.opening.open(asked);
        if (opened.lease) void this.runner.run(opened);
        return opened;
      });
      void turn.ended.then(leaveLine);
      return turn;
    } catch (error) {
      leaveLine();
      throw error;
    }
  }
}
