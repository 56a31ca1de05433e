/** Where one was in a conversation: so far below the upper edge of the window stood this turn. */
export interface Place {
  /** The id of the element that the turn is named by. */
  readonly name: string;
  readonly top: number;
}

/** Where each entry of this tab's history was left: back and forward lead to where one was. */
const places = new Map<string, Place | undefined>();
let entry = '';

/** Begins an entry of the history and notes where the one before was left; tells where this one was left, if it was there before. */
export function enterPlace(left: Place | undefined): Place | undefined {
  places.set(entry, left);
  const state: unknown = history.state;
  const known = typeof state === 'object' && state !== null && 'place' in state ? String(state.place) : undefined;
  entry = known ?? String(performance.now());
  if (known === undefined) history.replaceState({ place: entry }, '');
  return places.get(entry);
}
