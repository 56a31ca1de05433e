import type { ComponentChildren, JSX } from 'preact';
import { type Address, isAddress, isSeen } from './links';

interface Properties {
  readonly address: Address;
  /** What the link says, as plain words. */
  readonly words: string;
  readonly children?: ComponentChildren;
}

/** A link that says where it leads before anybody follows it. */
export const Link = ({ address, words, children }: Properties): JSX.Element => {
  const text = isSeen(words) ? children : address.href;
  const saysWhere = !isSeen(words) || isAddress(words, address);
  return (
    <>
      {address.isMail ? <a href={address.href} title={address.href}>{text}</a> : <NewTab address={address}>{text}</NewTab>}
      {!saysWhere && <> <span class="target" dir="ltr">{address.target}</span></>}
    </>
  );
};

const NewTab = ({ address, children }: Pick<Properties, 'address' | 'children'>): JSX.Element => (
  <a href={address.href} title={address.href} target="_blank" rel="noopener noreferrer">
    {children}<span class="unseen"> (new tab)</span>
  </a>
);
