/** Where a key leads among so many rows; undefined when it leads nowhere. -1 is before the first: the search field. */
export function placeAfterKey(key: string, place: number, count: number): number | undefined {
  const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: count - 1 }[key];
  return to === undefined || to >= count ? undefined : to;
}

/** Who gets the focus when rows go: the next one that stays, else the one before, else nobody. */
export function neighbourOf(ids: readonly string[], from: string, leaving: ReadonlySet<string>): string | undefined {
  const place = ids.indexOf(from);
  const stays = (id: string): boolean => !leaving.has(id);
  return ids.slice(place + 1).find(stays) ?? ids.slice(0, Math.max(place, 0)).findLast(stays);
}

/** All from one row to another, both too, whichever comes first. */
export function runOf(ids: readonly string[], one: string, other: string): readonly string[] {
  const places = [ids.indexOf(one), ids.indexOf(other)].toSorted((a, b) => a - b);
  const [from = -1, to = -1] = places;
  return from < 0 ? ids.filter((id) => id === other) : ids.slice(from, to + 1);
}
