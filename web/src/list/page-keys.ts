import { chats, choosing, deletions, search } from './chats';
import { endChoosing } from './choose-bar';
import { afterRender } from './focus';
import { hideList, toggleList } from './showing';
import { side } from './side';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Where the focus was before Ctrl + K. */
let cameFrom: HTMLElement | undefined;

/** The keys of the list that hold everywhere on the page. A key that did something here has its default prevented. */
export function onPageKeys(): () => void {
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  const isCommand = (isMac ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey;
  const act = isCommand ? commandOf(event) : event.key === 'Escape' ? wayBack() : undefined;
  if (!act) return;
  event.preventDefault();
  act();
}

function commandOf({ key, target }: KeyboardEvent): (() => void) | undefined {
  if (document.querySelector('dialog:modal')) return undefined;
  if (key.toLowerCase() === 'k') return goToSearch;
  if (key.toLowerCase() === 'b') return toggleList;
  return key.toLowerCase() === 'z' && deletions.pending.peek() && !isTextField(target) ? () => chats.undo() : undefined;
}

function goToSearch(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && !activeElement.closest('.side')) cameFrom = activeElement;
  side.show();
  afterRender(() => {
    const field = document.querySelector<HTMLInputElement>('.find input');
    field?.focus();
    field?.select();
  });
}

/** What Esc closes: what is open last. Menus and dialogs close by themselves. */
function wayBack(): (() => void) | undefined {
  if (document.querySelector(':popover-open, dialog:modal')) return undefined;
  const isInList = document.activeElement?.closest('.side') !== null;
  if (isInList && choosing.isOn.peek()) return endChoosing;
  if (isInList && search.text.peek() !== '') return leaveSearch;
  if (side.isOver.peek()) return hideList;
  return isInList && document.activeElement?.id === 'find' && cameFrom?.isConnected ? goBack : undefined;
}

/** The list is back where it was; so is the focus, once the search is empty. */
function leaveSearch(): void {
  search.clear();
  afterRender(() => document.querySelector<HTMLElement>('.find input')?.focus());
}

function goBack(): void {
  cameFrom?.focus();
  cameFrom = undefined;
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)) || (target instanceof HTMLElement && target.isContentEditable);
