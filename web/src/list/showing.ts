import { afterRender } from './focus';
import { side } from './side';

const inList = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(`.side ${selector}`);
const hasFocus = (selector: string): boolean => document.querySelector(selector)?.contains(document.activeElement) ?? false;
/** Of the title bar; it is there while the list is not. */
const showButton = (): HTMLElement | null => document.querySelector('[aria-controls="chats"]');

/** Shows the list, from its button: the focus goes into it. */
export function showList(): void {
  side.show();
  afterRender(() => (side.isNarrow.peek() ? inList('button') : inList('[data-does="hide"]'))?.focus());
}

/** Hides the list; a focus that would be lost goes to the button that shows it again. */
export function hideList(): void {
  const hadFocus = side.isOver.peek() || hasFocus('.side');
  side.hide();
  if (hadFocus) afterRender(() => showButton()?.focus());
}

/** By a key: the focus stays where it is, unless the list comes over it or goes from under it. */
export function toggleList(): void {
  if (side.isOpen.peek()) hideList();
  else if (side.isNarrow.peek()) showList();
  else side.show();
}

/** A chat was opened: a drawer goes, and with it what lay under it is free again. */
export const makeWay = (): void => side.makeWay();

/** What is not in front cannot be reached: the rest of the page beside its list, while that is a drawer over it. */
export function shade(list: HTMLElement | null): void {
  const app = list?.parentElement;
  if (!app) return;
  app.dataset['side'] = side.isOpen.value ? 'open' : 'shut';
  for (const room of app.querySelectorAll<HTMLElement>(':scope > main')) room.inert = side.isOver.value;
}
