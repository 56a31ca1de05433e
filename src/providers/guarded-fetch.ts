import { type AxiosInstance, type AxiosResponse, create as createHttp } from 'axios';
import type { IncomingMessage } from 'node:http';
import { isNearby } from './addresses.js';
import { newConnections } from './connections.js';

const LONGEST_REFUSAL_BYTES = 64 * 1024;
const END_OF_REFUSAL_MS = 1000;
const WITHOUT_BODY = new Set([204, 205, 304]);
/** What Response takes; a status beyond it is no status of HTTP. */
const HIGHEST_STATUS = 599;
const [NEWLINE, RETURN] = [0x0a, 0x0d];

export const LINE_TOO_LONG = 'ERR_LINE_TOO_LONG';

/** Connecting, sending or receiving failed, with the system's code for why. Carries nothing of the request. */
export class ConnectionFault extends Error {
  override readonly name = 'ConnectionFault';

  constructor(readonly code: string) {
    super('The connection failed.');
  }
}

export interface FetchLimits {
  readonly connectMs: number;
  /** The longest line of an answer. */
  readonly lineBytes: number;
}

/**
 * A fetch for the SDK of a provider that is given a key: it asks one server and no other, follows no redirect, uses a proxy only
 * where TLS hides the key from it, opens a new connection for each request and frees it on abort, gives up soon on an address
 * that does not answer, and reads no endless line and no endless refusal. It fails with a ConnectionFault.
 */
export function guardedFetch(server: string, limits: FetchLimits): typeof fetch {
  const { origin, protocol, hostname } = new URL(server);
  const http = createHttp({
    adapter: 'http',
    responseType: 'stream',
    validateStatus: () => true,
    maxRedirects: 0,
    decompress: false,
    transformRequest: (body: unknown) => body,
    ...(protocol === 'http:' || isNearby(hostname) ? { proxy: false as const } : {}),
    ...newConnections(limits.connectMs),
  });
  return async (url, init = {}) => {
    const address = url instanceof Request ? url.url : String(url);
    if (new URL(address).origin !== origin) throw new ConnectionFault('ERR_OTHER_ORIGIN');
    return responseOf(await send(http, address, init), limits.lineBytes);
  };
}

async function send(http: AxiosInstance, url: string, { method = 'GET', headers, body, signal }: RequestInit): Promise<AxiosResponse<IncomingMessage>> {
  try {
    const fields = { ...Object.fromEntries(new Headers(headers)), 'accept-encoding': 'identity' };
    return await http.request<IncomingMessage>({ method, url, headers: fields, data: body ?? undefined, signal: signal ?? undefined });
  } catch (error) {
    throw faultOf(error);
  }
}

async function responseOf({ status, headers, data: stream }: AxiosResponse<IncomingMessage>, lineBytes: number): Promise<Response> {
  stream.on('error', () => undefined);
  const fields = Object.entries(headers).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
  const about = { status: Math.min(status, HIGHEST_STATUS), headers: fields };
  if (WITHOUT_BODY.has(status)) {
    stream.resume();
    return new Response(null, about);
  }
  return new Response(status >= 200 && status < 300 ? bodyOf(stream, lineBytes) : await refusalOf(stream), about);
}

/** What a refusal says; of one that does not come whole, what has come: its status is enough. */
async function refusalOf(stream: IncomingMessage): Promise<string> {
  const timer = setTimeout(() => stream.destroy(), END_OF_REFUSAL_MS);
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of bytesOf(stream)) {
      pieces.push(piece);
      if ((bytes += piece.length) > LONGEST_REFUSAL_BYTES) break;
    }
  } catch {
    // Cut off, or left: what has come will do.
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same class under two names
const bodyOf = (stream: IncomingMessage, lineBytes: number): ReadableStream => ReadableStream.from(boundedLines(stream, lineBytes)) as ReadableStream;

/** The bytes as they come, until a line grows too long. */
async function* boundedLines(stream: IncomingMessage, limit: number): AsyncGenerator<Uint8Array, void, void> {
  let begun = 0;
  try {
    for await (const piece of bytesOf(stream)) {
      const end = Math.max(piece.lastIndexOf(NEWLINE), piece.lastIndexOf(RETURN));
      begun = end < 0 ? begun + piece.length : piece.length - end - 1;
      if (begun > limit) throw new ConnectionFault(LINE_TOO_LONG);
      yield piece;
    }
  } catch (error) {
    throw faultOf(error);
  }
}

const bytesOf = (stream: IncomingMessage): AsyncIterable<Buffer> => stream;

function faultOf(error: unknown): ConnectionFault {
  if (error instanceof ConnectionFault) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return new ConnectionFault(typeof code === 'string' ? code : 'unknown');
}
