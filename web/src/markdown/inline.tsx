import type { MarkedToken, Token, Tokens } from 'marked';
import type { ComponentChildren, JSX } from 'preact';
import { Image } from './image';
import { Link } from './link';
import { addressOf } from './links';
import { isKnown, textOf, wordsOf } from './tokens';

interface Place {
  /** Inside a link, where no other link can be. */
  readonly inLink?: boolean;
  /** Inside a table, where `<br>` is the only way to begin a line, and does. */
  readonly inTable?: boolean;
}

/** What stands in a line of text. Whatever is not known here is shown as it was written. */
export const Inline = ({ tokens, ...place }: Place & { readonly tokens: readonly Token[] | undefined }): JSX.Element => (
  <>{tokens?.filter(isKnown).map((token) => inline(token, place))}</>
);

function inline(token: MarkedToken, place: Place): ComponentChildren {
  switch (token.type) {
    case 'text':
      return textOf(token);
    case 'escape':
      return token.text;
    case 'strong':
      return <strong><Inline tokens={token.tokens} {...place} /></strong>;
    case 'em':
      return <em><Inline tokens={token.tokens} {...place} /></em>;
    case 'del':
      return <del><Inline tokens={token.tokens} {...place} /></del>;
    case 'codespan':
      return <code dir="ltr">{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return linked(token, place);
    case 'image':
      return pictured(token, place);
    case 'html':
      return place.inTable === true && /^<br\s*\/?>$/i.test(token.raw) ? <br /> : token.raw;
    case 'checkbox':
      return <Box isTicked={token.checked} />;
    default:
      return token.raw;
  }
}

function linked(token: Tokens.Link, place: Place): ComponentChildren {
  if (place.inLink === true) return <Inline tokens={token.tokens} {...place} />;
  const address = addressOf(token.href);
  if (address === undefined) return token.raw;
  return <Link address={address} words={wordsOf(token.tokens)}><Inline tokens={token.tokens} {...place} inLink /></Link>;
}

function pictured(token: Tokens.Image, { inLink }: Place): ComponentChildren {
  const address = addressOf(token.href);
  if (address === undefined || address.isMail) return token.raw;
  const words = wordsOf(token.tokens);
  return inLink === true ? words : <Image address={address} words={words} />;
}

/** The box of a task in a list. */
export const Box = ({ isTicked }: { readonly isTicked: boolean }): JSX.Element => <span class={isTicked ? 'box ticked' : 'box'} role="img" aria-label={isTicked ? 'Done:' : 'To do:'} />;
