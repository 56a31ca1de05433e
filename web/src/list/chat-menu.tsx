import { effect, signal } from '@preact/signals';
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { copy } from '../parts/copy';
import { Icon } from '../parts/icon';
import { addressOf } from '../state/address';
import { chats } from './chats';
import { focusRow, neighbour } from './focus';
import { type Place, renaming } from './renaming';
import { placeAfterKey } from './roving';

interface Subject {
  readonly id: string;
  readonly place: Place;
  readonly anchor: HTMLElement;
}

const open = signal<Subject | undefined>(undefined);
const GAP = 4;

export function openMenu(subject: Subject): void {
  open.value = subject;
}

interface MoreProps {
  readonly id: string;
  /** What the button is called: "More for ⟨title⟩", "More for this chat". */
  readonly label: string;
  readonly place: Place;
  readonly isStop?: boolean;
}

/** Opens the menu of a chat; in the list and in the title bar. */
export function MoreButton({ id, label, place, isStop = true }: MoreProps): JSX.Element {
  // The press that closes the menu from outside must not open it again.
  let wasOpen = false;
  return (
    <button
      type="button"
      class={place === 'list' ? 'tool small more' : 'tool more'}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded="false"
      tabIndex={isStop ? 0 : -1}
      onPointerDown={(event) => (wasOpen = open.peek()?.anchor === event.currentTarget)}
      onClick={(event) => {
        if (!wasOpen) openMenu({ id, place, anchor: event.currentTarget });
        wasOpen = false;
      }}
    >
      <Icon name="more" />
    </button>
  );
}

const ACTIONS: Readonly<Record<string, (subject: Subject) => void>> = {
  Rename: ({ id, place }) => void (renaming.value = { id, place }),
  'Copy the address': ({ id }) => void copy(new URL(addressOf(id), location.href).href),
  Delete: ({ id, place }) => {
    const next = neighbour(id, new Set([id]));
    chats.remove([id]);
    if (place === 'list') focusRow(next);
  },
};

/** The one menu of all chats, shown beside the button that was pressed. */
export function ChatMenu(): JSX.Element {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => effect(() => show(menu.current, open.value)), []);
  return (
    <div ref={menu} popover="auto" class="menu" role="menu" aria-label="More for this chat" onToggle={(event) => event.newState === 'closed' && closed(event.currentTarget)} onKeyDown={onKey}>
      {Object.entries(ACTIONS).map(([name, act]) => (
        <button key={name} type="button" role="menuitem" class={name === 'Delete' ? 'tool grave' : 'tool'} tabIndex={-1} onClick={(event) => choose(event.currentTarget, act)}>
          {name}
        </button>
      ))}
    </div>
  );
}

function show(menu: HTMLElement | null, subject: Subject | undefined): void {
  if (!menu || !subject) return;
  menu.showPopover();
  subject.anchor.setAttribute('aria-expanded', 'true');
  const [button, size] = [subject.anchor.getBoundingClientRect(), menu.getBoundingClientRect()];
  const below = button.bottom + GAP + size.height <= innerHeight;
  menu.style.top = `${below ? button.bottom + GAP : Math.max(GAP, button.top - GAP - size.height)}px`;
  const isFromLeft = getComputedStyle(menu).direction === 'rtl';
  menu.style.left = `${Math.max(GAP, Math.min(isFromLeft ? button.left : button.right - size.width, innerWidth - size.width - GAP))}px`;
  itemsOf(menu)[0]?.focus();
}

/** However it was closed: the focus goes back to its button, unless it has gone elsewhere. */
function closed(menu: HTMLElement): void {
  const subject = open.peek();
  open.value = undefined;
  subject?.anchor.setAttribute('aria-expanded', 'false');
  const { activeElement } = document;
  if (activeElement === document.body || menu.contains(activeElement)) subject?.anchor.focus();
}

function choose(item: HTMLElement, act: (subject: Subject) => void): void {
  const subject = open.peek();
  const menu = item.closest<HTMLElement>('[popover]');
  subject?.anchor.focus();
  menu?.hidePopover();
  if (subject) act(subject);
}

function onKey(event: TargetedKeyboardEvent<HTMLElement>): void {
  const menu = event.currentTarget;
  const items = itemsOf(menu);
  if (event.key === 'Tab') {
    menu.hidePopover();
    return;
  }
  const place = items.findIndex((item) => item === document.activeElement);
  const to = placeAfterKey(event.key, place, items.length) ?? (event.key === 'ArrowDown' ? 0 : undefined);
  if (to === undefined) return;
  event.preventDefault();
  items.at(to)?.focus();
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
