/** An event's id is its place in the answer: `<turn>.<n>`, where `<turn>` is the first 8 hex digits of the turn's id. */
export const eventId = (turnId: string, place: number): string => `${markOf(turnId)}.${place}`;

/** The place that an id names in a turn; 0, before the beginning, when it names none of this turn. */
export function placeIn(turnId: string, id: string | undefined): number {
  const [, mark, place] = /^([\da-f]{8})\.([1-9]\d{0,14})$/.exec(id ?? '') ?? [];
  return mark === markOf(turnId) ? Number(place) : 0;
}

const markOf = (turnId: string): string => turnId.replaceAll('-', '').slice(0, 8).toLowerCase();
