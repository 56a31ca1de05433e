import type { JSX, TargetedKeyboardEvent } from 'preact';
import { Icon } from '../parts/icon';
import { goTo } from '../state/address';
import { search } from './chats';
import { focusStop, stopsOf } from './focus';
import { makeWay } from './showing';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Finds chats; Ctrl + K goes here. */
export const SearchField = (): JSX.Element => (
  <search class="find">
    <label class="unseen" for="find">
      Find a chat by title or text
    </label>
    <Icon name="find" />
    <input type="search" id="find" placeholder="Find a chat" autocomplete="off" maxLength={256} value={search.text.value} aria-keyshortcuts="Control+K Meta+K" onInput={({ currentTarget }) => search.type(currentTarget.value)} onKeyDown={onKey} />
    <kbd aria-hidden="true">{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
  </search>
);

/** ↓ walks into the list; Enter opens the first that was found. */
function onKey(event: TargetedKeyboardEvent<HTMLInputElement>): void {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === 'ArrowDown') walkIn();
  else if (event.key === 'Enter') openFirst();
  else return;
  event.preventDefault();
}

function walkIn(): void {
  const list = document.querySelector('.side .list:not([hidden])');
  if (!list) return;
  const [first, second] = stopsOf(list);
  focusStop(search.isOn.peek() ? (second ?? first) : (stopsOf(list).find(({ tabIndex }) => tabIndex === 0) ?? first));
}

function openFirst(): void {
  const results = search.results.peek();
  const [first] = results?.q === search.text.peek().trim() ? results.chats : [];
  if (!first) return;
  goTo(first.id);
  makeWay();
}
