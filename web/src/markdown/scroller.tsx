import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Properties {
  readonly as: 'div' | 'pre';
  readonly class?: string;
  readonly label: string;
  readonly isQuiet?: boolean;
  readonly children: ComponentChildren;
}

/** What scrolls in itself: a place that the Tab key stops at, with a name, only while there is something to scroll. A quiet one is not read out as it grows. */
export const Scroller = ({ as: Tag, class: name, label, isQuiet, children }: Properties): JSX.Element => {
  const box = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = (): void => setScrolls(element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  const region = scrolls ? { role: 'region' as const, tabIndex: 0, 'aria-label': label } : {};
  return <Tag ref={(element: HTMLElement | null) => void (box.current = element)} class={name} aria-live={isQuiet === true ? 'off' : undefined} {...region}>{children}</Tag>;
};
