import { existsSync } from 'node:fs';

const NOT_REACHED = new Set(['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);
const NOT_FOUND = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA']);
const BUSY_RETRY_SECONDS = 5;
const LONGEST_RETRY_SECONDS = 3600;

/** Why there was no answer at all. */
export type NetworkFault = 'not reached' | 'name not known' | 'not secure' | 'no HTTP' | 'closed';

/** What a system's or a library's code for a failed request means. */
export function networkFaultOf(code: string): NetworkFault {
  if (NOT_REACHED.has(code)) return 'not reached';
  if (NOT_FOUND.has(code)) return 'name not known';
  if (/SSL|TLS|CERT|SIGNATURE|EPROTO/.test(code)) return 'not secure';
  return code.startsWith('HPE_') ? 'no HTTP' : 'closed';
}

export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}

/** The seconds of a Retry-After, an hour at most; a few where it is missing, a date or nonsense. */
export function retrySecondsOf(retryAfter: string | undefined): number {
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && Number.isFinite(seconds) && seconds > 0 ? Math.min(LONGEST_RETRY_SECONDS, Math.ceil(seconds)) : BUSY_RETRY_SECONDS;
}

/** An address as it may be shown: without a password, and without a slash at its end. */
export function shownUrl(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`.replace(/\/$/, '');
}

/** A web page, where something else was expected. */
export const isMarkup = (body: string): boolean => body.trimStart().startsWith('<');

export const isContainer = (): boolean => existsSync('/.dockerenv') || existsSync('/run/.containerenv');
