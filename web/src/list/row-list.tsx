import { signal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { openChat } from '../state/address';
import { choosing, marks } from './chats';
import { Block, type RowsView } from './chat-rows';
import { idOf } from './focus';
import { freeze, thaw } from './freezing';
import { blocksOf, type Group, type Row } from './groups';
import { onListClick, onListKey } from './list-keys';
import { renaming } from './renaming';

/** Rows of a block; single rows would scroll unevenly (docs/measurements.md). */
const BLOCK = 50;

/** The row that was focused last: the one that Tab comes back to. */
const stop = signal<string | undefined>(undefined);

interface RowListProps {
  readonly groups: readonly Group[];
  readonly words: readonly string[];
  /** Stands before the first group. */
  readonly head?: ComponentChildren;
  /** Loads what comes next; undefined when nothing does. */
  readonly more: (() => void) | undefined;
  readonly isHidden?: boolean;
  readonly children?: ComponentChildren;
}

/** A list of chats in groups, which scrolls in itself and is one stop of the Tab key. */
export function RowList({ groups, words, head, more, isHidden = false, children }: RowListProps): JSX.Element {
  const view = viewOf(groups, words);
  return (
    <div
      class="list"
      hidden={isHidden}
      tabIndex={-1}
      onKeyDown={onListKey}
      onClick={onListClick}
      onFocusIn={({ target }) => focused(target)}
      onFocusOut={({ currentTarget, relatedTarget }) => relatedTarget instanceof Node && currentTarget.contains(relatedTarget) ? undefined : thaw('focus')}
      onPointerMove={({ pointerType }) => pointerType === 'mouse' && freeze('pointer')}
      onPointerLeave={() => thaw('pointer')}
    >
      {head}
      {groups.map(({ title, rows }) => (
        <GroupOfChats key={title} title={title} rows={rows} view={view} />
      ))}
      {more && <Edge key={countOf(groups)} more={more} />}
      {children}
    </div>
  );
}

function GroupOfChats({ title, rows, view }: { readonly title: string; readonly rows: readonly Row[]; readonly view: RowsView }): JSX.Element {
  const name = `group-${title.replace(/\W+/g, '-')}`;
  return (
    <section aria-labelledby={name}>
      <h3 id={name}>{title}</h3>
      {blocksOf(rows, BLOCK).map((block, place) => (
        <Block key={place} rows={block} {...view} open={inBlock(block, view.open)} stop={inBlock(block, view.stop)} renamed={inBlock(block, view.renamed)} />
      ))}
    </section>
  );
}

/** The end of what is loaded: two screens before it comes into sight the next page is asked for. */
function Edge({ more }: { readonly more: () => void }): JSX.Element {
  const edge = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!edge.current) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && more(), { root: edge.current.parentElement, rootMargin: '200% 0px' });
    observer.observe(edge.current);
    return () => observer.disconnect();
  }, []);
  return <div ref={edge} class="edge" />;
}

function viewOf(groups: readonly Group[], words: readonly string[]): RowsView {
  const has = (id: string | undefined): boolean => id !== undefined && groups.some(({ rows }) => rows.some(({ chat }) => chat.id === id));
  const open = openChat.value;
  const first = groups[0]?.rows[0]?.chat.id;
  return {
    open,
    stop: has(stop.value) ? stop.value : has(open) ? open : first,
    renamed: renaming.value?.place === 'list' ? renaming.value.id : undefined,
    unseen: marks.unseen.value,
    chosen: choosing.isOn.value ? choosing.chosen.value : undefined,
    words,
  };
}

const inBlock = (rows: readonly Row[], id: string | undefined): string | undefined => (rows.some(({ chat }) => chat.id === id) ? id : undefined);

const countOf = (groups: readonly Group[]): number => groups.reduce((count, { rows }) => count + rows.length, 0);

function focused(target: EventTarget | null): void {
  freeze('focus');
  if (target instanceof Element) stop.value = idOf(target) ?? stop.peek();
}
