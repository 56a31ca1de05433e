import { signal } from '@preact/signals';

export type Place = 'list' | 'title';

/** The chat that is being renamed, and where its field stands: in its row, or in the title bar. */
export const renaming = signal<{ readonly id: string; readonly place: Place } | undefined>(undefined);
