import type { TargetedKeyboardEvent, TargetedMouseEvent } from 'preact';
import { chats, choosing } from './chats';
import { removeChosen } from './choose-bar';
import { openMenu } from './chat-menu';
import { focusRow, focusStop, idOf, neighbour, shownIds, stopsOf } from './focus';
import { renaming } from './renaming';
import { placeAfterKey } from './roving';
import { makeWay } from './showing';

/** The keys of the list, on a row; what a row does by itself (Enter, Space) it does. */
export function onListKey(event: TargetedKeyboardEvent<HTMLElement>): void {
  const stops = stopsOf(event.currentTarget);
  const row = event.target instanceof Element ? event.target.closest('li') : null;
  const place = stops.findIndex((stop) => row?.contains(stop));
  if (place < 0 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (move(event, stops, place) || manage(event, idOf(row))) event.preventDefault();
}

function move(event: KeyboardEvent, stops: readonly HTMLElement[], place: number): boolean {
  const to = placeAfterKey(event.key, place, stops.length);
  if (to === undefined) return false;
  const [from, next] = [stops[place], stops[to]];
  const [fromId, nextId] = [idOf(from), idOf(next)];
  if (event.shiftKey && choosing.isOn.peek() && fromId !== undefined && nextId !== undefined) choosing.tickRun(shownIds(), fromId, nextId);
  focusStop(to < 0 ? document.querySelector<HTMLElement>('.find input') : next);
  return true;
}

/** F2, Delete and the key of the menu. */
function manage({ key, shiftKey }: KeyboardEvent, id: string | undefined): boolean {
  if (id === undefined) return false;
  if (key === 'F2' && !choosing.isOn.peek()) renaming.value = { id, place: 'list' };
  else if (key === 'Delete') remove(id);
  else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) openMenuOf(id);
  else return false;
  return true;
}

/** The chosen ones, or the row that has the focus; the one after it gets the focus. */
function remove(id: string): void {
  if (choosing.isOn.peek()) {
    if (choosing.chosen.peek().size > 0) removeChosen();
    return;
  }
  const next = neighbour(id, new Set([id]));
  chats.remove([id]);
  focusRow(next);
}

function openMenuOf(id: string): void {
  const anchor = document.querySelector<HTMLElement>(`.side .list:not([hidden]) [data-chat="${CSS.escape(id)}"] .more`);
  anchor?.focus();
  if (anchor) openMenu({ id, place: 'list', anchor });
}

/** A chat that is opened in this tab comes forward; ticking with Shift held ticks a run. */
export function onListClick(event: TargetedMouseEvent<HTMLElement>): void {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const id = idOf(target);
  if (target instanceof HTMLInputElement && target.type === 'checkbox' && id !== undefined) tick(target, id, event.shiftKey);
  else if (target.closest('a') && !event.ctrlKey && !event.metaKey && !event.shiftKey) makeWay();
}

function tick(box: HTMLInputElement, id: string, isRun: boolean): void {
  if (isRun) choosing.tickRun(shownIds(), id, id);
  else choosing.tick(id, box.checked);
}
