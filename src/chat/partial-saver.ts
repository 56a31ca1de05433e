import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { LeaseLostError } from '../errors/domain.error.js';
import { CHAT_REPOSITORY, type ChatRepository } from '../storage/chat-repository.js';
import { RunningTurns } from './running-turns.js';
import type { Turn } from './turn.js';

/** Saves what running answers have so far, now and then, so that a crash costs seconds of text; never in the token loop's way. */
@Injectable()
export class PartialSaver implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly saved = new WeakMap<Turn, number>();
  private timer: NodeJS.Timeout | undefined;
  private saving = false;

  constructor(
    @Inject(CHAT_REPOSITORY) private readonly chats: ChatRepository,
    private readonly turns: RunningTurns,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.save(), this.settings.PARTIAL_SAVE_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async save(): Promise<void> {
    const grown = this.turns.all().flatMap(({ turn, lease }) => (lease && turn.transcript.length > (this.saved.get(turn) ?? 0) ? { turn, lease } : []));
    if (this.saving || grown.length === 0) return;
    this.saving = true;
    try {
      const timestamp = new Date().toISOString();
      const lengths = grown.map(({ turn }) => turn.transcript.length);
      const lost = await this.chats.keep(grown.map(({ turn, lease }) => ({ lease, parts: turn.transcript.parts(), timestamp })));
      grown.forEach(({ turn }, index) => {
        if (lost.includes(turn.turnId)) turn.abort(new LeaseLostError(turn.head.chat_id));
        else this.saved.set(turn, lengths[index]!);
      });
    } catch {
      // The disk may be full now and free at the end; what `finish` finds is what counts.
    } finally {
      this.saving = false;
    }
  }
}
