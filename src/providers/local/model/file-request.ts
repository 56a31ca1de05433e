import { type AxiosResponse, create as createHttp, isAxiosError } from 'axios';
import type { IncomingMessage } from 'node:http';
import { isLoopback, isNearby } from '../../addresses.js';
import { newConnections } from '../../connections.js';
import { codeOf, FetchFault } from './fetch-fault.js';
import type { Hub } from './model-source.js';

/** A successful answer (200 or 206), or 416: a range that is not there. Its body is not yet read. */
export interface FileAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: IncomingMessage;
  /** What the hub says of the file before it sends its client elsewhere for it. */
  readonly linked: { readonly sha256?: string; readonly bytes?: number };
}

type Headers = Readonly<Record<string, string>>;

const MOST_REDIRECTS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

const http = createHttp({
  adapter: 'http',
  responseType: 'stream',
  validateStatus: () => true,
  maxRedirects: 0,
  decompress: false,
  ...newConnections(CONNECT_TIMEOUT_MS),
});

/** Asks for a file. Follows redirects by itself: the hub sends its clients to other hosts for the file, which must not see the token. */
export async function requestFile(address: string, hub: Hub, headers: Headers, signal: AbortSignal): Promise<FileAnswer> {
  let linked: FileAnswer['linked'] = {};
  let url = new URL(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const isHub = url.origin === hub.origin;
    const token = isHub ? hub.token : undefined;
    const { status, data: body } = await send(url, { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }, signal);
    if (status === 200 || status === 206 || status === 416) return { status, headers: body.headers, body, linked: { ...linked, ...linkedBy(body) } };
    body.destroy();
    if (!REDIRECTS.has(status)) throw refusal(url, body, isHub ? { token } : undefined);
    linked = { ...linked, ...linkedBy(body) };
    url = target(url, body.headers.location);
  }
  throw new FetchFault('refused', `it redirects more than ${MOST_REDIRECTS} times`);
}

async function send(url: URL, headers: Headers, signal: AbortSignal): Promise<AxiosResponse<IncomingMessage>> {
  try {
    const proxy = isNearby(url.hostname) ? { proxy: false as const } : {};
    const answer = await http.get<IncomingMessage>(url.href, { headers: { 'accept-encoding': 'identity', 'user-agent': 'nest-llm-chat', ...headers }, signal, ...proxy });
    answer.data.on('error', () => undefined);
    return answer;
  } catch (error) {
    signal.throwIfAborted();
    throw unanswered(url, isAxiosError(error) ? (error.code ?? 'unknown') : codeOf(error));
  }
}

function target(from: URL, location: string | undefined): URL {
  const url = location !== undefined && URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (url === undefined) throw new FetchFault('refused', 'it redirects to nowhere');
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && (from.protocol === 'http:' || isLoopback(url.hostname)));
  if (!isSafe) throw new FetchFault('refused', `it redirects to ${url.protocol}//${url.host}, which is not https`);
  return url;
}

/** Large files of the hub: their SHA-256 is the etag of what is linked to. */
function linkedBy({ headers }: IncomingMessage): FileAnswer['linked'] {
  const etag = /^"?(?<sha256>[\da-f]{64})"?$/i.exec(String(headers['x-linked-etag'] ?? ''))?.groups?.['sha256']?.toLowerCase();
  const bytes = Number(headers['x-linked-size'] ?? Number.NaN);
  return { ...(etag === undefined ? {} : { sha256: etag }), ...(Number.isSafeInteger(bytes) && bytes > 0 ? { bytes } : {}) };
}

function unanswered({ hostname }: URL, code: string): FetchFault {
  if (['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'].includes(code)) return new FetchFault('unreachable', `the name ${hostname} is not known (${code})`);
  if (['ECONNRESET', 'EPIPE', 'ECONNABORTED'].includes(code)) return new FetchFault('broken', `it closed the connection before it answered (${code})`);
  if (code.startsWith('HPE_')) return new FetchFault('refused', `it answers in something that is not HTTP (${code})`);
  if (/SSL|TLS|CERT|SIGNATURE|EPROTO/.test(code)) return new FetchFault('unreachable', `no secure connection to ${hostname} could be made (${code})`);
  return new FetchFault('unreachable', `${hostname} cannot be reached (${code})`);
}

/** What a status means; from the hub, `asked` tells how it was asked, and its own codes tell more. */
function refusal({ hostname }: URL, { statusCode: status = 0, headers }: IncomingMessage, asked?: { readonly token?: string }): FetchFault {
  if (PASSING.has(status)) return new FetchFault('broken', `${hostname} is busy or out of order (${status})`);
  const code = String(headers['x-error-code'] ?? '');
  const isLocked = status === 401 || status === 403;
  if (asked && code === 'RepoNotFound') return new FetchFault('refused', `there is no such repository (${status}), or HF_TOKEN must be set to a token that may read it`);
  if (asked && isLocked && asked.token === undefined) return new FetchFault('refused', `it gives this model to known users only (${status}): accept its terms on its page, then set HF_TOKEN to a token of yours`);
  if (asked && isLocked) return new FetchFault('refused', `it does not give this model to the owner of HF_TOKEN (${status}): accept its terms on its page, or set another token`);
  if (code === 'RevisionNotFound') return new FetchFault('refused', `there is no such revision (${status})`);
  if (status === 404 || status === 410) return new FetchFault('refused', `there is no such file (${status})`);
  if (status === 407) return new FetchFault('unreachable', 'the proxy on the way wants a password (407)');
  return new FetchFault('refused', `${hostname} refuses it (${status})`);
}
