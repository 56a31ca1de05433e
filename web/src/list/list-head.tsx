import type { JSX } from 'preact';
import { Icon } from '../parts/icon';
import { addressOf, openChat } from '../state/address';
import { choosing } from './chats';
import { SearchField } from './search-field';
import { hideList, makeWay } from './showing';

/** What stands above the chats. */
export const ListHead = (): JSX.Element => (
  <>
    <div class="side-head">
      <h2>Chats</h2>
      <button type="button" class="tool" aria-label="Choose several chats" aria-pressed={choosing.isOn.value} onClick={() => (choosing.isOn.peek() ? choosing.end() : choosing.begin())}>
        <Icon name="many" />
      </button>
      <button type="button" class="tool" aria-label="Hide the list of chats" aria-keyshortcuts="Control+B Meta+B" data-does="hide" onClick={hideList}>
        <Icon name="side" />
      </button>
    </div>
    <div class="side-do">
      <a class="tool" href={addressOf()} aria-current={openChat.value === undefined ? 'page' : undefined} onClick={makeWay}>
        <Icon name="new" />
        New chat
      </a>
      <SearchField />
    </div>
  </>
);
