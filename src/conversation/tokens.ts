/** Tokens a chat template spends around each message, generously. */
const TOKENS_PER_MESSAGE = 8;
const FIRST_GUESS = 3;
const LOWEST = 1.5;
const HIGHEST = 6;

interface Sized {
  readonly content: string;
}

/** Guesses tokens from bytes: three bytes a token, until what the model itself counted corrects it. One estimator a model. */
export class TokenEstimator {
  private bytesPerToken = FIRST_GUESS;

  tokensOf(message: Sized): number {
    return this.tokensIn(Buffer.byteLength(message.content)) + TOKENS_PER_MESSAGE;
  }

  tokensIn(bytes: number): number {
    return Math.ceil(bytes / this.bytesPerToken);
  }

  /** Learns from a prompt that the model counted; cautious, so that a guess is rather too high than too low. */
  learn(messages: readonly Sized[], counted: number): void {
    const bytes = messages.reduce((sum, message) => sum + Buffer.byteLength(message.content), 0);
    const content = counted - messages.length * (TOKENS_PER_MESSAGE / 2);
    if (content < 64) return;
    const seen = Math.min(HIGHEST, Math.max(LOWEST, (bytes / content) * 0.9));
    this.bytesPerToken += (seen - this.bytesPerToken) * (seen < this.bytesPerToken ? 1 : 0.25);
  }
}
