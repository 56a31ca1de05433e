import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const STOPS = 'a[href], button, [tabindex="0"]';

/**
 * A block that is finished moves, and what was focused in it is made anew. The focus stays where the reader has put it:
 * on the link or button that stands at the same place among those from this block on.
 */
export function useKeptFocus(box: RefObject<HTMLElement | null>, finished: number): void {
  const stops = box.current ? stopsFrom(box.current, 'tail') : [];
  const focused = stops.indexOf(document.activeElement);
  const before = box.current?.querySelector('.done')?.childElementCount ?? 0;
  useLayoutEffect(() => {
    if (focused < 0 || box.current === null || document.activeElement !== document.body) return;
    const stop = stopsFrom(box.current, 'done', before)[focused];
    if (stop instanceof HTMLElement) stop.focus({ preventScroll: true });
  }, [finished]);
}

function stopsFrom(box: HTMLElement, part: 'done' | 'tail', after = 0): (Element | null)[] {
  const blocks = [...(box.querySelector(`:scope > .${part}`)?.children ?? [])].slice(after);
  return blocks.flatMap((block) => [...block.querySelectorAll(STOPS)]);
}
