import { decodeEntities } from './entities';

/** Where a link leads. Nothing but this ever becomes an href. */
export interface Address {
  readonly href: string;
  /** What a reader has to know before following it: the host, or who gets the mail. */
  readonly target: string;
  readonly isMail: boolean;
}

/** Letters that are not seen or that turn the order of those around them: a text with them does not show what it says. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034F\u115F\u1160\u3164\uFFA0]/u;

/** The address of a link in an answer; undefined unless it is a whole one over http, https or mailto. The browser's own reader of addresses decides. */
export function addressOf(href: string): Address | undefined {
  const url = urlOf(decodeEntities(href).trim());
  switch (url?.protocol) {
    case 'http:':
    case 'https:':
      return { href: url.href, target: url.host, isMail: false };
    case 'mailto:':
      return url.pathname === '' ? undefined : { href: url.href, target: url.pathname, isMail: true };
    default:
      return undefined;
  }
}

/** Whether a link's text is its address, so that its target need not be told. A host in foreign letters may look like another one: it is told always. */
export function isAddress(text: string, { href, target }: Address): boolean {
  if (UNSEEN.test(text) || target.includes('xn--')) return false;
  return [text, `https://${text}`, `http://${text}`, `mailto:${text}`].some((spelling) => urlOf(spelling)?.href === href);
}

/** Whether there is anything to see in a text. */
export const isSeen = (text: string): boolean => text.replace(new RegExp(UNSEEN.source, 'gu'), '').trim() !== '';

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
