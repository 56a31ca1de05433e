/** How far each entry of this tab's history was scrolled: back and forward lead to where one was. */
const places = new Map<string, number>();
let entry = '';

/** Begins an entry of the history; tells how far it was scrolled when it was left, if it was there before. */
export function enterPlace(): number | undefined {
  const state: unknown = history.state;
  const known = typeof state === 'object' && state !== null && 'place' in state ? String(state.place) : undefined;
  entry = known ?? String(performance.now());
  if (known === undefined) history.replaceState({ place: entry }, '');
  return places.get(entry);
}

export const rememberPlace = (): void => void places.set(entry, scrollY);
