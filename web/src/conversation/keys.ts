import { stop } from './desk';
import { toEnd } from './follow-end';

/** The keys that hold for the whole page; a list, a menu or a dialog that is open takes its own first. */
export function startKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Escape' && !document.querySelector(':popover-open, dialog[open]')) void stop();
    else if (isField(event.target)) return;
    else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) walk(event.key === 'ArrowDown' ? 1 : -1, event);
    else if (event.key === 'End' && !event.ctrlKey && !event.shiftKey) toEnd();
  });
}

const isField = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches('input, textarea, nav *');

/** Goes to the question before or after the one at the top of the screen. */
function walk(direction: 1 | -1, event: KeyboardEvent): void {
  const questions = Array.from(document.querySelectorAll<HTMLElement>('.question'));
  const top = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 1;
  const below = questions.findIndex((question) => question.getBoundingClientRect().top > (direction > 0 ? top : -1));
  const found = direction > 0 ? questions[below] : questions[(below === -1 ? questions.length : below) - 1];
  event.preventDefault();
  if (direction > 0 && !found) return toEnd();
  found?.scrollIntoView({ block: 'start', behavior: 'instant' });
}
