import { EventEmitter, once } from 'node:events';
import { chatLine, type ChatScript, lastLine } from './scripted-ollama.js';

/** An answer that says its words one by one, each when the test lets it. */
export class HeldBack {
  private readonly gate = new EventEmitter();
  private said = 0;
  private allowed = 0;

  constructor(
    private readonly words: readonly string[],
    private readonly last = lastLine(),
  ) {}

  readonly script: ChatScript = async (chat) => {
    for (const word of this.words) {
      await this.allow();
      await chat.line(chatLine(word));
      this.said++;
    }
    await this.allow();
    await chat.line(this.last);
    chat.end();
  };

  /** So many more words, the end counting as one; all of them without a number. */
  release(count = Number.POSITIVE_INFINITY): void {
    this.allowed += count;
    this.gate.emit('allowed');
  }

  private async allow(): Promise<void> {
    while (this.said >= this.allowed) await once(this.gate, 'allowed');
  }
}
