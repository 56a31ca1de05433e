import type { JSX } from 'preact';
import { chats, choosing, MOST_UNASKED, named, removeNow } from './chats';
import type { Named } from './deletions';
import { afterRender, focusRow, idOf, neighbour } from './focus';

/** What can be done with the chosen chats. */
export function ChooseBar(): JSX.Element {
  const count = choosing.chosen.value.size;
  return (
    <div class="many" role="group" aria-label="Chosen chats">
      <span>{count.toLocaleString('en')} chosen</span>
      <button type="button" class="button grave" disabled={count === 0} onClick={removeChosen}>
        Delete
      </button>
      <button type="button" class="tool" onClick={endChoosing}>
        Done
      </button>
    </div>
  );
}

/** The focus goes to the button that began it. */
export function endChoosing(): void {
  choosing.end();
  afterRender(() => document.querySelector<HTMLElement>('.side-head [aria-pressed]')?.focus());
}

/** Deletes the chosen chats; very many after a question. */
export function removeChosen(): void {
  const chosen = [...choosing.chosen.peek()];
  if (chosen.length > MOST_UNASKED) chats.remove(chosen);
  else removeThose(chosen.map(named));
}

/** The choosing is over, and the focus goes to the row after, else before the one where it was. */
export function removeThose(those: readonly Named[]): void {
  const from = idOf(document.activeElement) ?? those.at(-1)?.id ?? '';
  const next = neighbour(from, new Set(those.map(({ id }) => id)));
  removeNow(those);
  choosing.end();
  focusRow(next);
}
