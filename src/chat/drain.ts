import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Settings } from '../config/settings.js';
import { DomainError } from '../errors/domain.error.js';
import { OpenResponses } from '../http/open-responses.js';
import { RunningTurns } from './running-turns.js';
import { WaitingLines } from './waiting-lines.js';

/** How long the ends of answers may take to leave; a reader that does not read waits in vain. */
const LAST_BYTES_MS = 2000;

/** Shutting down: no new turns; running ones get their time, then end as they are, are kept, and everyone who reads is told. Runs before the server closes. */
@Injectable()
export class Drain implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Drain.name);

  constructor(
    private readonly turns: RunningTurns,
    private readonly lines: WaitingLines,
    private readonly responses: OpenResponses,
    private readonly settings: Settings,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    const reason = new DomainError('shutting_down', 'The server is shutting down. What had arrived is kept; ask again in a moment.', { retryAfterSeconds: 5 });
    this.turns.close(reason);
    this.lines.refuseAll(reason);
    if (this.turns.count > 0) this.logger.log(`Waiting for ${this.turns.count} running turn(s), ${this.settings.SHUTDOWN_GRACE_MS} ms at most`);
    const done = new AbortController();
    const grace = delay(this.settings.SHUTDOWN_GRACE_MS, undefined, { signal: done.signal }).catch(() => undefined);
    await Promise.race([this.turns.allEnded(), grace]);
    done.abort();
    for (const { turn } of this.turns.all()) turn.abort(reason);
    await this.turns.allEnded();
    await this.responses.sent(LAST_BYTES_MS);
  }
}
