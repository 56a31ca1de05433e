import { Logger } from '@nestjs/common';
import { APIConnectionError, APIError, OpenAI } from 'openai';
import { ProviderError } from '../../errors/domain.error.js';
import { isObject, parseObject } from '../json.js';
import type { CompletionRequest } from '../llm-provider.js';
import { codeOf } from '../network-faults.js';
import { Refused, SdkFetch, Unanswered } from '../sdk-fetch.js';
import { FollowingSignal, within } from '../waiting.js';
import { OpenAiErrors } from './openai.errors.js';
import { dataLines } from './openai.events.js';
import { refusedPartOf } from './openai.refused-parts.js';
import type { OpenAiSettings } from './openai.settings.js';
import { chatBody, chunkOf, type CompletionChunk, type ListedModel, listedModelsOf, type Optional } from './openai.wire.js';

/** The SDK's own clock, switched off: time limits are watched outside. The longest that a timer takes. */
const NEVER_MS = 2_147_483_647;
/** What may not or cannot list models: a key's scope, a server without the route. */
const NO_LIST = new Set([403, 404, 405, 501]);

/** How long connecting and listing may take, how long counts may come after the answer's end mark, and the longest line that is read. */
const LIMITS = { connectMs: 5000, askMs: 5000, countsMs: 1000, lineBytes: 16 * 1024 * 1024 };

/** A server of chat completions, asked through OpenAI's SDK. Everything it throws is a ProviderError, or the reason of the caller's signal. */
export class OpenAiClient {
  readonly errors: OpenAiErrors;
  private readonly logger = new Logger('Providers');
  private readonly sdk: OpenAI;
  /** What each model was seen to refuse. */
  private readonly without = new Map<string, ReadonlySet<Optional>>();

  constructor(
    { OPENAI_BASE_URL: url, OPENAI_API_KEY: key }: Pick<OpenAiSettings, 'OPENAI_BASE_URL' | 'OPENAI_API_KEY'>,
    private readonly limits = LIMITS,
  ) {
    this.errors = new OpenAiErrors({ url, key });
    const faults = { tooLong: () => this.errors.strange('a line without an end'), noEvents: (line: string) => this.noEvents(line) };
    const { fetch } = new SdkFetch({ baseUrl: url, connectMs: limits.connectMs, shortAnswerBytes: limits.lineBytes, body: (stream) => dataLines(stream, limits.lineBytes, faults) });
    this.sdk = new OpenAI({
      baseURL: url,
      // The SDK wants one; without a key of ours its header is left out.
      apiKey: key ?? 'none',
      defaultHeaders: key === undefined ? { authorization: null } : {},
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      maxRetries: 0,
      timeout: NEVER_MS,
      logLevel: 'off',
      fetch,
    });
  }

  /** The events of a streamed answer, one of them with its end mark; an end without it is thrown. Leaving frees the connection. */
  async *chat(request: CompletionRequest, caller: AbortSignal): AsyncGenerator<CompletionChunk, void, void> {
    const following = new FollowingSignal(caller);
    try {
      yield* this.untilTheEnd(await this.open(request, following.signal), following, request.model);
      caller.throwIfAborted();
    } catch (error) {
      throw caller.aborted ? caller.reason : this.known(error, request.model);
    } finally {
      following.release();
    }
  }

  /** What a model was seen to refuse. */
  refusedBy(model: string): ReadonlySet<Optional> {
    return this.without.get(model) ?? new Set();
  }

  /** What the server lists; nothing where it has no list for us. */
  models(model: string, caller?: AbortSignal): Promise<readonly ListedModel[] | undefined> {
    const tooSlow = (): Error => this.errors.slow(this.limits.askMs / 1000);
    return within(this.limits.askMs, tooSlow, caller, async (signal) => {
      try {
        const response = await this.sdk.models.list({ signal }).asResponse();
        const listed = listedModelsOf(JSON.parse(await response.text()));
        if (!listed) throw this.errors.strange('no list of models');
        return listed;
      } catch (error) {
        signal.throwIfAborted();
        const cause = causeOf(error);
        if (cause instanceof Refused && NO_LIST.has(cause.status)) return undefined;
        throw this.known(error, model);
      }
    });
  }

  /** A refusal of something that can be left out is no answer: the model has not been asked yet, and is asked without it from now on. */
  private async open(request: CompletionRequest, signal: AbortSignal): Promise<AsyncIterable<unknown>> {
    const without = this.refusedBy(request.model);
    try {
      return await this.sdk.chat.completions.create(chatBody(request, without), { signal });
    } catch (error) {
      const cause = causeOf(error);
      const part = cause instanceof Refused ? refusedPartOf(cause) : undefined;
      if (part === undefined || without.has(part)) throw error;
      this.logger.warn(`Model ${request.model} refuses ${part}: it is asked without it from now on.`);
      this.without.set(request.model, new Set([...this.refusedBy(request.model), part]));
      return await this.open(request, signal);
    }
  }

  /** After the end mark only counts can come: what goes wrong then takes nothing away, and is not waited for long. */
  private async *untilTheEnd(events: AsyncIterable<unknown>, following: FollowingSignal, model: string): AsyncGenerator<CompletionChunk, void, void> {
    let timer: NodeJS.Timeout | undefined;
    try {
      for await (const event of events) {
        following.signal.throwIfAborted();
        const chunk = this.chunkOf(event, model);
        yield chunk;
        if (chunk.finishReason !== undefined) timer ??= setTimeout(() => following.abort(undefined), this.limits.countsMs);
      }
      following.signal.throwIfAborted();
      if (timer === undefined) throw this.errors.cutOff();
    } catch (error) {
      if (timer === undefined || error instanceof ProviderError || isFailure(error)) throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private chunkOf(event: unknown, model: string): CompletionChunk {
    if (!isObject(event)) throw this.errors.strange('an event that is no JSON object');
    if (event['object'] === 'error') throw this.errors.broken(event, model);
    return chunkOf(event);
  }

  private noEvents(line: string): ProviderError {
    if (line.trimStart().startsWith('<')) return this.errors.strange('a web page');
    const failure = parseObject(line);
    return failure?.['error'] === undefined ? this.errors.strange('JSON that is no stream of events') : this.errors.broken(failure['error'], '');
  }

  private known(error: unknown, model: string): ProviderError {
    const cause = causeOf(error);
    if (cause instanceof ProviderError) return cause;
    if (cause instanceof Refused) return this.errors.refused(cause, model);
    if (cause instanceof Unanswered) return this.errors.unanswered(cause.code);
    if (isFailure(error)) return this.errors.broken(error.error, model);
    if (error instanceof SyntaxError) return this.errors.strange('something that is not JSON');
    return this.errors.cutOff(codeOf(error));
  }
}

/** What our own fetch threw, out of the SDK's error. */
const causeOf = (error: unknown): unknown => (error instanceof APIConnectionError ? error.cause : error);

/** Whether the SDK found an error among the events. */
const isFailure = (error: unknown): error is APIError => error instanceof APIError && error.error !== undefined;
