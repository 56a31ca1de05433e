import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../parts/icon';
import { chats, deletions, refusalOf } from './chats';
import { deletedWords, type Named, type Refused } from './deletions';
import { focusRow } from './focus';

/** What was deleted and can be taken back, and what could not be deleted. */
export function DeletedNotice({ floats = false }: { readonly floats?: boolean }): JSX.Element | null {
  const [pending, refused] = [deletions.pending.value, deletions.refused.value];
  if (!pending && !refused) return null;
  return (
    <div class={floats ? 'deleted floats' : 'deleted'}>
      {refused && <NotDeleted those={refused} />}
      {pending && <Undo those={pending} />}
    </div>
  );
}

function NotDeleted({ those }: { readonly those: Refused }): JSX.Element {
  const { strong, rest } = refusalOf(those.chats, those.error);
  return (
    <section class="undo" aria-label="Not deleted">
      <span>
        <b>{strong}</b> {rest}
      </span>
      <button type="button" class="tool" aria-label="Close" onClick={() => (deletions.refused.value = undefined)}>
        <Icon name="close" />
      </button>
    </section>
  );
}

/** It waits while somebody points at it or is in it. */
function Undo({ those }: { readonly those: readonly Named[] }): JSX.Element {
  useEffect(
    () => () => {
      deletions.release('pointer');
      deletions.release('focus');
    },
    [],
  );
  const undo = (): void => {
    const [first] = those;
    chats.undo();
    focusRow(first?.id);
  };
  return (
    <section
      class="undo"
      aria-label="Deleted chats"
      onPointerEnter={() => deletions.hold('pointer')}
      onPointerLeave={() => deletions.release('pointer')}
      onFocusIn={() => deletions.hold('focus')}
      onFocusOut={() => deletions.release('focus')}
    >
      <span>{deletedWords(those, '“”')}</span>
      <button type="button" class="tool" aria-keyshortcuts="Control+Z Meta+Z" onClick={undo}>
        Undo
      </button>
    </section>
  );
}
