import type { IncomingHttpHeaders } from 'node:http';

/** What concerns one connection only (RFC 9110, 7.6.1), besides what its `Connection` header names. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

/** What concerns our address, not the API's: it was judged here (docs/decisions/0007-the-page-on-its-own.md). */
const OF_OUR_ADDRESS = ['host', 'origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'sec-fetch-user', 'expect'];

/** The headers of a request on its way to the API. `mark` says who has handed it on. */
export function questionHeaders(headers: IncomingHttpHeaders, mark: string): IncomingHttpHeaders {
  return { ...without(headers, OF_OUR_ADDRESS), ...framingOf(headers), via: headers.via === undefined ? mark : `${headers.via}, ${mark}` };
}

/** Where a body ends is always said, whatever the method and the `Connection` header: else its bytes would be taken for another request. */
function framingOf(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  if (headers['transfer-encoding'] !== undefined) return { 'transfer-encoding': 'chunked' };
  return headers['content-length'] === undefined ? {} : { 'content-length': headers['content-length'] };
}

/** The headers of an answer on its way to the client. */
export const answerHeaders = (headers: IncomingHttpHeaders): IncomingHttpHeaders => without(headers, []);

function without(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  const named = headers.connection?.toLowerCase().split(',').map((name) => name.trim()) ?? [];
  const left = new Set([...OF_THE_CONNECTION, ...named, ...names]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !left.has(name)));
}
