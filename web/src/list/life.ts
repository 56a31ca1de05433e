import { effect } from '@preact/signals';
import { openChat } from '../state/address';
import { announce } from '../state/announcer';
import { reachable } from '../state/reachable';
import { choosing, deletions, listPoll, marks, refusalOf, store, watched } from './chats';
import { thaw } from './freezing';
import { onPageKeys } from './page-keys';
import { side } from './side';
import { watchStatus } from './status';

/** Everything the list does by itself while the page is open; what is returned ends it. */
export function startList(): () => void {
  const ends = [
    watchStatus(),
    on(document, 'visibilitychange', look),
    on(window, 'pagehide', leave),
    on(window, 'storage', () => marks.reread()),
    on(document, 'keydown', letGo),
    onPageKeys(),
    ...effects(),
  ];
  void listPoll.now();
  return () => {
    for (const end of ends) end();
  };
}

function effects(): (() => void)[] {
  return [
    effect(() => {
      if (reachable.state.value === 'back') void listPoll.now();
    }),
    effect(() => {
      const open = openChat.value;
      if (open !== undefined && !document.hidden) marks.see(open);
    }),
    effect(() => {
      const refused = deletions.refused.value;
      if (!refused) return;
      const { strong, rest } = refusalOf(refused.chats, refused.error);
      announce(`${strong} ${rest}`);
    }),
    effect(() => {
      if (side.isOpen.value) return;
      thaw('pointer');
      thaw('focus');
    }),
    effect(() => choosing.without(new Set([...store.gone.value, ...store.vanished.value]))),
  ];
}

/** Nothing is asked while nobody looks, and the time to undo stands still. */
function look(): void {
  if (document.hidden) return deletions.hold('hidden');
  deletions.release('hidden');
  const open = watched();
  if (open !== undefined) marks.see(open);
  void listPoll.now();
}

/** What was to be deleted is deleted when the page is left. */
const leave = (): void => deletions.flush(true);

/** Whoever types elsewhere is not about to choose a row, wherever the pointer rests. */
function letGo({ target }: Event): void {
  if (target instanceof Element && !target.closest('.side')) thaw('pointer');
}

function on(target: EventTarget, name: string, listen: (event: Event) => void): () => void {
  target.addEventListener(name, listen);
  return () => target.removeEventListener(name, listen);
}
