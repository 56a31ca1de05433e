import type { JSX } from 'preact';
import { Icon } from '../parts/icon';
import { showList } from './showing';
import { side } from './side';

/** "Show the list of chats", for the title bar; nothing while the list stands beside the conversation. */
export function ShowListButton(): JSX.Element | null {
  if (side.isOpen.value && !side.isNarrow.value) return null;
  return (
    <button type="button" class="tool opens" aria-label="Show the list of chats" aria-expanded={side.isOpen.value} aria-controls="chats" aria-keyshortcuts="Control+B Meta+B" onClick={showList}>
      <Icon name="side" />
    </button>
  );
}
