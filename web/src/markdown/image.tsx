import type { JSX } from 'preact';
import { Icon } from '../parts/icon';
import { type Address, isSeen } from './links';

/** An image is never loaded: that alone would tell a server that, and when, and from where this answer is read. */
export const Image = ({ address, words }: { readonly address: Address; readonly words: string }): JSX.Element => (
  <span class="image">
    <Icon name="image" />
    <span class="why">
      An image from <b>{address.target}</b> is not loaded here{isSeen(words) && <>: “<bdi>{words}</bdi>”</>}. Opening it tells that server your address.
    </span>
    <a class="button" href={address.href} title={address.href} target="_blank" rel="noopener noreferrer">
      Open it<span class="unseen"> in a new tab</span>
    </a>
  </span>
);
