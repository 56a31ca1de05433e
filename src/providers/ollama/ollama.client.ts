import { type AxiosInstance, type AxiosResponse, create as createHttp } from 'axios';
import type { IncomingMessage } from 'node:http';
import { ProviderError } from '../../errors/domain.error.js';
import { isNearby } from '../addresses.js';
import { leaveInOrder, refusalOf, textOf } from '../bodies.js';
import { closedOnesAreNoticed, isStaleConnection, keptConnections } from '../connections.js';
import { type JsonObject, parseObject } from '../json.js';
import { linesOf } from '../lines.js';
import { codeOf } from '../network-faults.js';
import { OllamaErrors } from './ollama.errors.js';
import { type ChatBody, type ChatLine, chatLineOf, errorOf, type ModelFacts, modelFactsOf, type PulledModel, pulledModelsOf } from './ollama.wire.js';
import { FollowingSignal, within } from '../waiting.js';

const LONGEST_REFUSAL_BYTES = 64 * 1024;

/** How long connecting and a short question may take, and the longest line that is read. */
const LIMITS = { connectMs: 5000, askMs: 5000, lineBytes: 16 * 1024 * 1024 };

interface Call {
  readonly path: string;
  readonly body?: object;
  /** Whether it may be asked twice; a model may not. */
  readonly isRepeatable: boolean;
  /** The model that a 404 is about. */
  readonly model?: string;
}

type Answer = AxiosResponse<IncomingMessage>;

/** Ollama's native API over HTTP. Everything it throws is a ProviderError, or the reason of the caller's signal. */
export class OllamaClient {
  readonly errors: OllamaErrors;
  private readonly http: AxiosInstance;

  constructor(
    url: string,
    private readonly limits = LIMITS,
  ) {
    this.errors = new OllamaErrors(url);
    this.http = createHttp({
      baseURL: url,
      adapter: 'http',
      responseType: 'stream',
      validateStatus: () => true,
      maxRedirects: 0,
      decompress: false,
      headers: { 'accept-encoding': 'identity' },
      ...(isNearby(new URL(url).hostname) ? { proxy: false as const } : {}),
      ...keptConnections(limits.connectMs),
    });
  }

  /** The lines of a streamed answer, the last one with `done`; an end without it is thrown. Leaving frees the connection. */
  async *chat(body: ChatBody, caller: AbortSignal): AsyncGenerator<ChatLine, void, void> {
    const following = new FollowingSignal(caller);
    try {
      await closedOnesAreNoticed();
      const { data: stream } = await this.open({ path: '/api/chat', body, model: body.model, isRepeatable: false }, following.signal);
      yield* this.chatLines(stream, following.signal);
    } finally {
      following.release();
    }
  }

  /** What `ollama list` shows. */
  async pulled(signal?: AbortSignal): Promise<readonly PulledModel[]> {
    return pulledModelsOf(await this.ask({ path: '/api/tags', isRepeatable: true }, signal));
  }

  async facts(model: string, signal?: AbortSignal): Promise<ModelFacts> {
    return modelFactsOf(await this.ask({ path: '/api/show', body: { model }, model, isRepeatable: true }, signal));
  }

  /** A short question with a short answer. */
  private ask(call: Call, caller?: AbortSignal): Promise<JsonObject> {
    const tooSlow = (): Error => this.errors.slow(this.limits.askMs / 1000);
    return within(this.limits.askMs, tooSlow, caller, async (signal) => {
      const { data: stream } = await this.open(call, signal);
      return this.objectOf(await this.textOf(stream, signal));
    });
  }

  /** The successful answer to a request, its body not yet read. */
  private async open(call: Call, signal: AbortSignal): Promise<Answer> {
    const answer = await this.send(call, signal);
    answer.data.on('error', () => undefined);
    if (answer.status === 200) return answer;
    const body = await refusalOf(answer.data, LONGEST_REFUSAL_BYTES);
    signal.throwIfAborted();
    throw this.errors.refused({ status: answer.status, body, retryAfter: answer.data.headers['retry-after'] }, call.model);
  }

  private async send({ path, body, isRepeatable }: Call, signal: AbortSignal): Promise<Answer> {
    try {
      return await this.http.request<IncomingMessage>({ method: body ? 'post' : 'get', url: path, data: body, signal });
    } catch (error) {
      signal.throwIfAborted();
      if (isRepeatable && isStaleConnection(error)) return await this.send({ path, body, isRepeatable: false }, signal);
      throw this.faultOf(error, (code) => this.errors.unanswered(code));
    }
  }

  private async *chatLines(stream: IncomingMessage, signal: AbortSignal): AsyncGenerator<ChatLine, void, void> {
    let whole = false;
    try {
      for await (const text of this.lines(stream)) {
        signal.throwIfAborted();
        const line = chatLineOf(this.objectOf(text));
        whole = line.done;
        yield line;
        if (whole) return;
      }
      throw this.errors.cutOff();
    } catch (error) {
      throw signal.aborted ? signal.reason : this.faultOf(error, (code) => this.errors.cutOff(code));
    } finally {
      if (whole) leaveInOrder(stream);
      else stream.destroy();
    }
  }

  private lines(stream: IncomingMessage): AsyncGenerator<string, void, void> {
    return linesOf(stream.iterator({ destroyOnReturn: false }), this.limits.lineBytes, () => this.errors.strange('a line without an end'));
  }

  private async textOf(stream: IncomingMessage, signal: AbortSignal): Promise<string> {
    try {
      return await textOf(stream, this.limits.lineBytes);
    } catch (error) {
      throw signal.aborted ? signal.reason : this.faultOf(error, (code) => this.errors.cutOff(code));
    }
  }

  private objectOf(text: string): JsonObject {
    const object = parseObject(text);
    const said = errorOf(object);
    if (object === undefined) throw this.errors.strange('something that is not a JSON object');
    if (said !== undefined) throw this.errors.failed(said);
    return object;
  }

  private faultOf(error: unknown, translate: (code: string) => ProviderError): ProviderError {
    return error instanceof ProviderError ? error : translate(codeOf(error));
  }
}
