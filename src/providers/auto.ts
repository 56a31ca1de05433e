import { Logger } from '@nestjs/common';
import type { LlmProvider } from './llm-provider.js';

/** A provider that could be used, or none, and why. */
export interface Candidate {
  readonly provider?: LlmProvider;
  readonly reason: string;
}

/** What PROVIDER=auto stands for: the candidate if it is there, else the provider that always is. The log says which and why. */
export async function chooseProvider(asked: Promise<Candidate>, always: () => LlmProvider): Promise<LlmProvider> {
  const { provider: candidate, reason } = await asked;
  const provider = candidate ?? always();
  new Logger('Providers').log(`PROVIDER=auto uses ${provider.name}, model ${provider.model}: ${reason}`);
  return provider;
}
