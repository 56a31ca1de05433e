import { neighbourOf } from './roving';

/** Does something once what was just changed is on the page. */
export const afterRender = (run: () => void): void => void setTimeout(run);

/** Where the focus can be in the list that is shown, in order: a link or a checkbox a row. */
export const stopsOf = (list: ParentNode): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[data-stop]')];

export const idOf = (stop: Element | null | undefined): string | undefined => stop?.closest<HTMLElement>('[data-chat]')?.dataset['chat'];

const shownStops = (): HTMLElement[] => stopsOf(document.querySelector('.side .list:not([hidden])') ?? document.createElement('div'));

/** Every chat that is shown, in order. */
export const shownIds = (): readonly string[] => shownStops().flatMap((stop) => idOf(stop) ?? []);

/** Who gets the focus when these go. */
export const neighbour = (id: string, leaving: ReadonlySet<string>): string | undefined => neighbourOf(shownIds(), id, leaving);

/** Puts the focus on a chat's row; when there is none, on "New chat". At once too, so that the next key finds it there. */
export function focusRow(id: string | undefined): void {
  const row = (): HTMLElement | undefined => shownStops().find((stop) => id !== undefined && idOf(stop) === id);
  focusStop(row());
  afterRender(() => focusStop(row() ?? document.querySelector<HTMLElement>('.side a[href="#/"]')));
}

export function focusStop(stop: HTMLElement | null | undefined): void {
  stop?.focus();
  stop?.scrollIntoView({ block: 'nearest' });
}
