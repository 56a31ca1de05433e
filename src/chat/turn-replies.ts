import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import type { Client } from '../http/client.decorator.js';
import type { AnswerDto } from './dto/answer.dto.js';
import { eventFrames } from './event-frames.js';
import { placeIn } from './event-id.js';
import { RunningTurns } from './running-turns.js';
import { StoredTurns } from './stored-turns.js';
import type { Turn } from './turn.js';
import { jsonAnswer } from './turn-bodies.js';

/** How clients are told of a turn: in one JSON body at its end, or as events from a place on. */
@Injectable()
export class TurnReplies {
  constructor(
    private readonly turns: RunningTurns,
    private readonly stored: StoredTurns,
    private readonly settings: Settings,
  ) {}

  /** The answer to a question, in the form that its client asked for. */
  answer(turn: Turn, client: Client, stream = client.acceptsEvents): Promise<AnswerDto> | AsyncIterable<string> {
    return stream ? this.events(turn, 0, client) : jsonAnswer(turn);
  }

  /** A chat's turn from the place on that a client has seen already; 204 when there is nothing to be told. */
  async follow(chatId: string, client: Client, after: string | undefined): Promise<AsyncIterable<string> | Response> {
    const turn = await this.watched(chatId);
    const seen = turn ? placeIn(turn.turnId, client.lastEventId ?? after) : 0;
    if (!turn || (turn.isOver && seen === turn.place)) return new Response(null, { status: 204 });
    return this.events(turn, turn.has(seen) ? seen : 0, client);
  }

  /** The running turn, else the one that has just ended; looked for again, because one may have begun while the store was asked. */
  private async watched(chatId: string): Promise<Turn | undefined> {
    const running = await this.turns.find(chatId);
    if (running) return running;
    const ended = await this.stored.recent(chatId);
    return (await this.turns.find(chatId)) ?? ended;
  }

  private events(turn: Turn, after: number, client: Client): AsyncIterable<string> {
    client.expectEvents();
    return eventFrames(turn, after, { heartbeatMs: this.settings.HEARTBEAT_MS, signal: client.signal, drop: () => client.drop() });
  }
}
