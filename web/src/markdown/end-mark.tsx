import type { JSX } from 'preact';

/** How a text ends: whole and saved, not yet, cut, or without any mark. */
export type End = 'whole' | 'writing' | 'cut' | 'none';

const MARKS = {
  whole: ['mark end', 'Whole and saved'],
  writing: ['mark live end', 'Being written'],
  cut: ['mark cut end', 'Cut off'],
} as const;

/** A printer's end sign, behind the last word. It only repeats what words beside it say. */
export const EndMark = ({ end }: { readonly end: End }): JSX.Element | null => {
  if (end === 'none') return null;
  const [name, title] = MARKS[end];
  return <i class={name} title={title} aria-hidden="true" />;
};
