import Anthropic, { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import { ProviderError } from '../../errors/domain.error.js';
import { boundedLines } from '../bodies.js';
import { isObject, type JsonObject } from '../json.js';
import { Refused, SdkFetch, Unanswered } from '../sdk-fetch.js';
import { FollowingSignal, within } from '../waiting.js';
import { AnthropicErrors } from './anthropic.errors.js';
import type { AnthropicSettings } from './anthropic.settings.js';
import { isLastEvent, type MessagesBody } from './anthropic.wire.js';

/** How long connecting and a short question may take, and the longest line that is read. */
const LIMITS = { connectMs: 5000, askMs: 5000, lineBytes: 16 * 1024 * 1024 };
/** The SDK must have a limit; ours are watched outside. */
const NEVER_MS = 2_147_483_647;
const PAGE = 1000;
/** Statuses of a server that has no list of models. */
const NO_SUCH_ROUTE = new Set([404, 405, 501]);

type Connection = Pick<AnthropicSettings, 'ANTHROPIC_API_KEY' | 'ANTHROPIC_BASE_URL'>;

/** What the SDK promises for a request. */
interface Asked<T> {
  withResponse(): Promise<{ readonly data: T; readonly response: Response }>;
}

/** The Messages API through the official SDK. Everything it throws is a ProviderError, or the reason of the caller's signal. */
export class AnthropicClient {
  readonly errors: AnthropicErrors;
  private readonly sdk: Anthropic;

  constructor(
    { ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseURL }: Connection,
    private readonly limits = LIMITS,
  ) {
    this.errors = new AnthropicErrors(baseURL, apiKey);
    const faults = { tooLong: () => this.errors.strange('a line without an end'), cutOff: (code: string) => this.errors.cutOff(code) };
    const { fetch } = new SdkFetch({ baseUrl: baseURL, connectMs: limits.connectMs, shortAnswerBytes: limits.lineBytes, body: (stream) => boundedLines(stream, limits.lineBytes, faults) });
    this.sdk = new Anthropic({ apiKey, baseURL, webhookKey: null, maxRetries: 0, timeout: NEVER_MS, logLevel: 'off', openTelemetry: false, fetch });
  }

  /** The events of a streamed answer up to its last; an end without it is thrown. Leaving frees the connection. */
  async *answer(body: MessagesBody, caller: AbortSignal): AsyncGenerator<JsonObject, void, void> {
    const following = new FollowingSignal(caller);
    try {
      for await (const event of await this.ask(body, following.signal)) {
        caller.throwIfAborted();
        if (!isObject(event)) continue;
        yield event;
        if (isLastEvent(event)) return;
      }
      throw this.errors.cutOff();
    } catch (error) {
      throw caller.aborted ? caller.reason : this.known(error, body.model);
    } finally {
      following.release();
      following.abort(undefined);
    }
  }

  /** The names of the models; nothing where the server does not list them. */
  models(signal: AbortSignal): Promise<readonly string[] | undefined> {
    return this.shortly(signal, (inner) => this.namesOfAll(inner));
  }

  /** Throws when there is no such model for this key, or no answer. A server that cannot tell is taken as having it. */
  requireModel(model: string, signal: AbortSignal): Promise<void> {
    return this.shortly(signal, async (inner) => {
      const found = await this.unlessMissing(this.json(this.sdk.models.retrieve(model, {}, { signal: inner })));
      const names = found ? undefined : await this.namesOfAll(inner);
      if (names && !names.includes(model)) throw this.errors.modelNotFound(model);
    });
  }

  /** Not through `messages.create`: that writes to the console, with every question, that a model is deprecated. */
  private async ask(body: MessagesBody, signal: AbortSignal): Promise<AsyncIterable<unknown>> {
    const asked = this.sdk.post<AsyncIterable<unknown>>('/v1/messages', { body, stream: true, signal });
    const { data, response } = await asked.withResponse();
    if (!typeOf(response).startsWith('text/event-stream')) throw this.errors.strange('something else than a stream of events');
    return data;
  }

  private async namesOfAll(signal: AbortSignal): Promise<readonly string[] | undefined> {
    const first = await this.unlessMissing(this.json(this.sdk.models.list({ limit: PAGE }, { signal })));
    if (!first) return undefined;
    const names: string[] = [];
    for await (const model of first as AsyncIterable<unknown>) if (isObject(model) && typeof model['id'] === 'string') names.push(model['id']);
    return names;
  }

  private async json<T>(asked: Asked<T>): Promise<T> {
    const { data, response } = await asked.withResponse();
    if (!typeOf(response).includes('json')) throw this.errors.strange('something that is not JSON');
    return data;
  }

  private async unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      const cause = causeOf(error);
      if (cause instanceof Refused && NO_SUCH_ROUTE.has(cause.status)) return undefined;
      throw error;
    }
  }

  /** A short question with a short answer. */
  private shortly<T>(caller: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const tooSlow = (): Error => this.errors.slow(this.limits.askMs / 1000);
    return within(this.limits.askMs, tooSlow, caller, async (signal) => {
      try {
        return await run(signal);
      } catch (error) {
        throw signal.aborted ? signal.reason : this.known(error);
      }
    });
  }

  private known(error: unknown, model?: string): ProviderError {
    const cause = causeOf(error);
    if (cause instanceof ProviderError) return cause;
    if (cause instanceof Refused) return this.errors.refused(cause, model);
    if (cause instanceof Unanswered) return this.errors.unanswered(cause.code);
    if (error instanceof APIError && error.error !== undefined) return this.errors.refused({ body: JSON.stringify(error.error) }, model);
    return this.errors.strange('something that is not JSON');
  }
}

/** What our own fetch threw, out of the SDK's error. */
const causeOf = (error: unknown): unknown => (error instanceof APIConnectionError ? error.cause : error);

const typeOf = (response: Response): string => response.headers.get('content-type') ?? '';
