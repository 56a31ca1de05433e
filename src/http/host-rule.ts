import { isIP } from 'node:net';

/**
 * Whether a Host header names this server: an IP address, `localhost`, a name without a dot, `*.local`, or one of the allowed
 * names. Anything else may be a page of another site whose name was pointed here (DNS rebinding).
 */
export function isOwnHost(host: string | undefined, allowed: readonly string[]): boolean {
  const name = hostName(host);
  if (name === undefined) return false;
  if (isIP(name) !== 0) return true;
  return !name.includes('.') || name.endsWith('.local') || allowed.includes(name);
}

/** The name of a Host header, lower case, without port, brackets and a last dot; undefined when it is none. */
function hostName(host: string | undefined): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host ?? '');
  const name = (match?.[1] ?? match?.[2])?.toLowerCase().replace(/\.$/, '');
  return name === '' ? undefined : name;
}
