import { type AxiosInstance, type AxiosResponse, create as createHttp } from 'axios';
import type { IncomingMessage } from 'node:http';
import { isNearby } from './addresses.js';
import { refusalOf, textOf } from './bodies.js';
import { closedOnesAreNoticed, isStaleConnection, keptConnections } from './connections.js';
import { codeOf } from './network-faults.js';

const LONGEST_REFUSAL_BYTES = 64 * 1024;

export interface SdkFetchOptions {
  /** The only origin that is ever asked. */
  readonly baseUrl: string;
  readonly connectMs: number;
  /** The longest answer to a short question (GET) that is read; of a longer one only its beginning. */
  readonly shortAnswerBytes: number;
  /** What of a successful answer to a POST the SDK gets to see. It ends the stream itself, in order or not. */
  readonly body: (stream: IncomingMessage) => AsyncIterable<Uint8Array>;
}

/** An answer that is not a success: its status, and the beginning of what it said. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    readonly body: string,
    readonly retryAfter: string | undefined,
  ) {
    super();
  }
}

/** No answer at all, with the system's code for why. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';

  constructor(readonly code: string) {
    super();
  }
}

/**
 * The `fetch` that an official SDK is given, with a key in its hands: it asks one server and no other, follows no redirect, uses a proxy only where
 * TLS hides the key from it, and asks a model once. No time limits but for connecting. Throws Refused or Unanswered, which the SDK hands on as the
 * `cause` of its own error; nothing else is kept.
 */
export class SdkFetch {
  private readonly http: AxiosInstance;
  private readonly origin: string;

  constructor(private readonly options: SdkFetchOptions) {
    const { origin, protocol, hostname } = new URL(options.baseUrl);
    this.origin = origin;
    this.http = createHttp({
      adapter: 'http',
      responseType: 'stream',
      validateStatus: () => true,
      transformRequest: (body: unknown) => body,
      maxRedirects: 0,
      decompress: false,
      ...(protocol === 'http:' || isNearby(hostname) ? { proxy: false as const } : {}),
      ...keptConnections(options.connectMs),
    });
  }

  readonly fetch = async (address: string | URL | Request, { method = 'GET', headers, body, signal }: RequestInit = {}): Promise<Response> => {
    const url = address instanceof Request ? address.url : String(address);
    if (new URL(url).origin !== this.origin) throw new Unanswered('EORIGIN');
    if (method !== 'GET') await closedOnesAreNoticed();
    const request = { url, method, data: body, headers: { ...Object.fromEntries(new Headers(headers)), 'accept-encoding': 'identity' }, signal: signal ?? undefined };
    const answer = await this.send(request, method === 'GET');
    answer.data.on('error', () => undefined);
    if (answer.status < 200 || answer.status > 299) throw await refusedBy(answer);
    const about = { headers: { 'content-type': answer.data.headers['content-type'] ?? '' } };
    if (method === 'GET') return new Response(await this.shortTextOf(answer.data), about);
    return new Response(ReadableStream.from(this.options.body(answer.data)), about);
  };

  private async shortTextOf(stream: IncomingMessage): Promise<string> {
    const { shortAnswerBytes } = this.options;
    return (await textOf(stream, shortAnswerBytes)).slice(0, shortAnswerBytes);
  }

  private async send(request: object, isRepeatable: boolean): Promise<AxiosResponse<IncomingMessage>> {
    try {
      return await this.http.request<IncomingMessage>(request);
    } catch (error) {
      if (isRepeatable && isStaleConnection(error)) return await this.send(request, false);
      throw new Unanswered(codeOf(error));
    }
  }
}

async function refusedBy({ status, data }: AxiosResponse<IncomingMessage>): Promise<Refused> {
  return new Refused(status, await refusalOf(data, LONGEST_REFUSAL_BYTES), data.headers['retry-after']);
}
