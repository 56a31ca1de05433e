/** A stop waits for the chunk in work: about so long on whatever machine and model. */
const TARGET_MS = 50;
const SHORTEST = 8;

/** How many tokens of a prompt to evaluate at once: as many as take a stop's patience, learned from the chunks before. */
export class ChunkPace {
  private current = SHORTEST;

  constructor(private readonly longest: number) {}

  get length(): number {
    return this.current;
  }

  /** At most doubles, so that one quick chunk does not make a slow one. */
  learn(tokens: number, milliseconds: number): void {
    const fitting = Math.floor((tokens * TARGET_MS) / Math.max(milliseconds, 1));
    this.current = Math.max(SHORTEST, Math.min(this.longest, this.current * 2, fitting));
  }
}
