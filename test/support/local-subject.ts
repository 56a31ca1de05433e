import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalProvider } from '../../src/providers/local/local.provider.js';
import { LocalSettings } from '../../src/providers/local/local.settings.js';
import type { ProviderUnderTest } from '../contracts/llm-provider.contract.js';
import { type TinyModelOptions, writeTinyModel } from './tiny-model.js';

/** As many chats as the embedded model answers at once. */
export const PLACES = 4;

export interface LocalSubject extends ProviderUnderTest {
  readonly provider: LocalProvider;
  readonly file: string;
}

/** The embedded provider with a model file of its own, and the real process that runs it. */
export async function localSubject(options: TinyModelOptions = {}): Promise<LocalSubject> {
  const folder = await mkdtemp(join(tmpdir(), 'local-model-'));
  const file = join(folder, 'tiny.gguf');
  await writeTinyModel(file, options);
  return subjectOf(file, () => rm(folder, { recursive: true, force: true }));
}

export function subjectOf(file: string, cleanUp = (): Promise<void> => Promise.resolve()): LocalSubject {
  const provider = new LocalProvider(Object.assign(new LocalSettings(), { LOCAL_MODEL: file, LOCAL_MAX_TOKENS: 100_000 }));
  return {
    provider,
    file,
    idle: () => hasFreePlaces(provider),
    close: async () => {
      await provider.close();
      await cleanUp();
    },
  };
}

/** Resolves when a question for each place finds them all free. */
async function hasFreePlaces(provider: LocalProvider): Promise<void> {
  for (;;) {
    const waited = await Promise.all(Array.from({ length: PLACES }, () => hadToWait(provider)));
    if (!waited.includes(true)) return;
  }
}

/** Asks, to the end of the answer: a place that was just left is not yet free. */
async function hadToWait(provider: LocalProvider): Promise<boolean> {
  let waited = false;
  for await (const event of provider.stream({ model: provider.model, settings: { temperature: 0, max_tokens: 1 }, messages: [{ role: 'user', content: 'Hi' }] }, new AbortController().signal)) {
    waited ||= event.type === 'progress' && event.phase === 'queued';
  }
  return waited;
}
