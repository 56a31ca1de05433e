import { availableParallelism, freemem } from 'node:os';
import { getLlama, type LlamaContext, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp';
import type { GenerationSettings } from '../../../conversation/generation-settings.js';
import type { PromptMessage, ProviderEvent } from '../../llm-provider.js';
import type { ToChild } from '../local.protocol.js';
import { answer, CHUNK } from './answer.js';
import { ChunkPace } from './chunk-pace.js';
import { ChatPrompts } from './chat-prompt.js';
import { checkHeader } from '../gguf-header.js';
import { SequencePool } from './sequence-pool.js';

const LARGEST_WINDOW = 8192;
const MOST_SEQUENCES = 4;
/** Memory that the places of several chats may take together; a single one may take more. */
const MOST_MEMORY = 1024 ** 3;

export class ContextOverflow extends Error {}

/** A loaded model that answers several chats at once. */
export class LlamaEngine {
  private readonly prompts: ChatPrompts;
  private readonly pool: SequencePool;
  private readonly pace = new ChunkPace(CHUNK);
  readonly window: number;
  readonly sequences: number;

  private constructor(
    model: LlamaModel,
    context: LlamaContext,
    private readonly maxTokens = Number.POSITIVE_INFINITY,
  ) {
    this.window = context.contextSize;
    this.sequences = context.totalSequences;
    this.prompts = new ChatPrompts(model);
    this.pool = new SequencePool(Array.from({ length: this.sequences }, () => context.getSequence()));
  }

  static async load(options: Extract<ToChild, { type: 'load' }>, report: (percent: number) => void): Promise<LlamaEngine> {
    await checkHeader(options.file);
    const threads = options.threads ?? Math.max(1, availableParallelism() - 1);
    const gpu = process.platform === 'darwin' && process.arch === 'arm64' ? 'auto' : false;
    const llama = await getLlama({ gpu, build: 'never', skipDownload: true, maxThreads: threads, logLevel: LlamaLogLevel.disabled, progressLogs: false });
    const model = await llama.loadModel({ modelPath: options.file, onLoadProgress: (share) => report(share * 100) });
    const wanted = options.window ?? Math.min(model.trainContextSize, LARGEST_WINDOW);
    const sequences = await affordable(model, wanted);
    const contextSize = options.window ?? { min: Math.min(256, wanted), max: wanted };
    return new LlamaEngine(model, await model.createContext({ contextSize, sequences, batchSize: CHUNK, threads }), options.maxTokens);
  }

  async ask(messages: readonly PromptMessage[], settings: GenerationSettings, signal: AbortSignal, emit: (event: ProviderEvent) => void): Promise<void> {
    const prompt = this.prompts.render(messages);
    if (prompt.tokens.length >= this.window) {
      throw new ContextOverflow(`The question needs ${prompt.tokens.length} tokens and the model's window has ${this.window}, the answer included. Shorten it.`);
    }
    if (this.pool.isFull) emit({ type: 'progress', phase: 'queued' });
    await this.pool.lend(prompt.tokens, signal, async (sequence) => {
      for await (const event of answer({ sequence, prompt, pace: this.pace, maxTokens: Math.min(this.maxTokens, settings.max_tokens ?? this.maxTokens), settings, signal })) {
        if (!signal.aborted) emit(event);
      }
    });
  }
}

/** How many chats can have a place in memory at once. */
async function affordable(model: LlamaModel, contextSize: number): Promise<number> {
  const needs = (sequences: number) =>
    model.fileInsights.estimateContextResourceRequirementsV2({ contextSize, sequences, modelGpuLayers: model.gpuLayers, batchSize: CHUNK });
  const budget = Math.min(MOST_MEMORY, (process.availableMemory?.() ?? freemem()) / 4);
  for (let sequences = MOST_SEQUENCES; sequences > 1; sequences -= 1) {
    const { cpuRam, gpuVram } = await needs(sequences);
    if (cpuRam + gpuVram <= budget) return sequences;
  }
  return 1;
}
