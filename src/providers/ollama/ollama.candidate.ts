import { DomainError } from '../../errors/domain.error.js';
import type { Candidate } from '../auto.js';
import { OllamaClient } from './ollama.client.js';
import { OllamaProvider } from './ollama.provider.js';
import { DEFAULT_OLLAMA_MODEL, type OllamaSettings } from './ollama.settings.js';
import { canChat, isSameModel, type PulledModel } from './ollama.wire.js';
import { within } from '../waiting.js';

const ASKED_FOR_MS = 1000;

/**
 * Ollama, if there is one to be used: always with a model that is set; else with its default model or, when that is not pulled, the
 * newest pulled one that can chat. Asks for a second at most.
 */
export async function ollamaCandidate(settings: OllamaSettings, askedForMs = ASKED_FOR_MS): Promise<Candidate> {
  if (settings.OLLAMA_MODEL !== undefined) return { provider: new OllamaProvider(settings), reason: 'OLLAMA_MODEL is set.' };
  const client = new OllamaClient(settings.OLLAMA_URL);
  try {
    return await within(askedForMs, () => client.errors.slow(askedForMs / 1000), undefined, async (signal) => {
      const pulled = await client.pulled(signal);
      if (pulled.some(({ name }) => isSameModel(name, DEFAULT_OLLAMA_MODEL))) return { provider: new OllamaProvider(settings), reason: 'Ollama is running and has its default model.' };
      const model = await newestChatModel(pulled, client, signal);
      if (model === undefined) return { reason: `Ollama is running at ${client.errors.url}, but no model that can chat is pulled there.` };
      return { provider: new OllamaProvider(settings, model), reason: `Ollama is running, ${DEFAULT_OLLAMA_MODEL} is not pulled, and this is the newest model that can chat.` };
    });
  } catch (error) {
    if (error instanceof DomainError) return { reason: error.message };
    throw error;
  }
}

async function newestChatModel(pulled: readonly PulledModel[], client: OllamaClient, signal: AbortSignal): Promise<string | undefined> {
  for (const { name, capabilities } of pulled.toSorted((one, other) => other.pulledAt - one.pulledAt)) {
    if (canChat(capabilities.length > 0 ? capabilities : await capabilitiesOf(name, client, signal))) return name;
  }
  return undefined;
}

/** What a model says it can; nothing when it cannot be asked. When there is no more time it is not guessed: one that cannot chat is worse than none. */
async function capabilitiesOf(model: string, client: OllamaClient, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return (await client.facts(model, signal)).capabilities;
  } catch {
    signal.throwIfAborted();
    return [];
  }
}
