import type { JSX } from 'preact';

/** Own drawings on a grid of 18, in strokes of 1.5 with square ends; decoration only, the name stands in words. */
const DRAWINGS = {
  side: 'M2.5 3.5h13v11h-13zM7 3.5v11',
  new: 'M9 3.5v11M3.5 9h11',
  find: 'M12.5 7.75a4.75 4.75 0 1 1-9.5 0 4.75 4.75 0 0 1 9.5 0M11.5 11.5l4 4',
  copy: 'M6.5 6.5H15V15H6.5zM11.5 6V3H3v8.5h3',
  done: 'm3.5 9.5 3.75 3.75L14.5 5',
  send: 'M14.5 3.5V10H4.25M7.75 6.25 4 10l3.75 3.75',
  fold: 'M6.5 3.5 12 9l-5.5 5.5',
  down: 'M9 3v11.5M4.5 10 9 14.5l4.5-4.5',
  again: 'M14.25 9.5A5.25 5.25 0 1 1 12.5 5.1M13 1.75V5.5H9.25',
  torn: 'M3.5 2.75h11V8l-2.75 2.25L9 8l-2.75 2.25L3.5 8zM3.5 12v3.25h11V12',
  warn: 'M9 2.75 16 15H2zM9 7.25v3.5M9 12v1.5',
  away: 'M7 5H2.75v8H7M11 5h4.25v8H11M5.5 9h2m3 0h2',
  image: 'M2.5 3.5h13v11h-13zM2.5 12 7 8.25l3 3 2-1.75 3.5 3',
  view: 'M2.5 5.5h6m5 0h2M2.5 12.5h2m5 0h6M8.5 3.5H12v4H8.5zM5 10.5h3.5v4H5z',
  close: 'm4.25 4.25 9.5 9.5m0-9.5-9.5 9.5',
  many: 'm2.25 5 1.75 1.75L7 3.5M9.5 5h6.25M2.25 12.5 4 14.25 7 11M9.5 12.5h6.25',
  more: 'M3 8h2v2H3zm5 0h2v2H8zm5 0h2v2h-2z',
  stop: 'M4.5 4.5h9v9h-9z',
} as const;

const FILLED: ReadonlySet<string> = new Set(['more', 'stop']);

export type IconName = keyof typeof DRAWINGS;

export const Icon = ({ name }: { readonly name: IconName }): JSX.Element => (
  <svg class={FILLED.has(name) ? 'icon filled' : 'icon'} viewBox="0 0 18 18" aria-hidden="true">
    <path d={DRAWINGS[name]} />
  </svg>
);
