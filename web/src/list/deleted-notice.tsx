import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../parts/icon';
import { chats, deletions, refusalOf } from './chats';
import { deletedWords, type Named } from './deletions';
import { focusRow } from './focus';

/** What was deleted and can be taken back, or could not be deleted. It waits while somebody points at it or is in it. */
export function DeletedNotice({ floats = false }: { readonly floats?: boolean }): JSX.Element | null {
  const [pending, refused] = [deletions.pending.value, deletions.refused.value];
  if (pending) return <Undo those={pending} floats={floats} />;
  if (!refused) return null;
  const { strong, rest } = refusalOf(refused.chats, refused.error);
  return (
    <section class={floats ? 'undo refused floats' : 'undo refused'} aria-label="Not deleted">
      <span>
        <b>{strong}</b> {rest}
      </span>
      <button type="button" class="tool" aria-label="Close" onClick={() => (deletions.refused.value = undefined)}>
        <Icon name="close" />
      </button>
    </section>
  );
}

function Undo({ those, floats }: { readonly those: readonly Named[]; readonly floats: boolean }): JSX.Element {
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
      class={floats ? 'undo floats' : 'undo'}
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
