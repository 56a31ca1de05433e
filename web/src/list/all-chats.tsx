import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { listPoll, search, store, today } from './chats';
import { groupsOf } from './groups';
import { RowList } from './row-list';
import { Late, NotLoaded } from './told';

/** No words were searched for; the same object each time, so that no row is drawn anew. */
const NONE: readonly string[] = [];

/** Every chat, the one last written to first; out of sight, but where it was, while results of a search are shown. */
export function AllChats(): JSX.Element {
  const rows = store.rows.value;
  const isHidden = search.isOn.value;
  const [all, fault] = [store.all.value, store.fault.value];
  const more = store.next.value === null || fault !== undefined ? undefined : (): void => void store.more();
  const place = useKeptPlace(isHidden);
  return (
    <div class="lists" ref={place}>
      <RowList groups={groupsOf(rows, today.value)} words={NONE} more={more} isHidden={isHidden}>
        {all === undefined && fault === undefined && <Late>Loading chats…</Late>}
        {fault !== undefined && (all === undefined || store.next.value !== null) && <NotLoaded fault={fault} again={all === undefined ? () => listPoll.now() : () => store.more()} />}
        {all !== undefined && rows.length === 0 && store.next.value === null && (
          <div class="none">
            <p>No chats yet. The first one appears here as soon as you ask something.</p>
          </div>
        )}
      </RowList>
    </div>
  );
}

/** A list that is taken out of sight forgets how far it was scrolled. */
function useKeptPlace(isHidden: boolean): { current: HTMLDivElement | null } {
  const place = useRef<HTMLDivElement>(null);
  const top = useRef(0);
  useEffect(() => {
    const list = place.current?.firstElementChild;
    const keep = (): void => void (list && list.clientHeight > 0 && (top.current = list.scrollTop));
    list?.addEventListener('scroll', keep, { passive: true });
    return () => list?.removeEventListener('scroll', keep);
  }, []);
  useLayoutEffect(() => {
    if (!isHidden && place.current?.firstElementChild) place.current.firstElementChild.scrollTop = top.current;
  }, [isHidden]);
  return place;
}
