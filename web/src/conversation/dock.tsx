import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../parts/icon';
import { Composer } from './composer';
import { DockNotes } from './dock-notes';
import { isAtEnd, toEnd } from './follow-end';
import type { OpenConversation } from './open-conversation';

/** What stays in sight below the conversation: notes, and the message field. */
export function Dock({ conversation }: { readonly conversation: OpenConversation | undefined }): JSX.Element {
  const dock = useRef<HTMLDivElement>(null);
  useEffect(() => measured(dock.current), []);
  return (
    <div class="dock sheet" ref={dock}>
      {conversation && !isAtEnd.value && (
        <button type="button" class="button jump" onClick={toEnd}>
          <Icon name="down" />
          To the newest text
        </button>
      )}
      <DockNotes conversation={conversation} />
      <Composer conversation={conversation} />
    </div>
  );
}

/** Tells the style how high the dock is, so that what has the focus is not hidden behind it. */
function measured(dock: HTMLElement | null): (() => void) | undefined {
  if (!dock) return undefined;
  const growth = new ResizeObserver(() => document.documentElement.style.setProperty('--dock', `${dock.offsetHeight}px`));
  growth.observe(dock);
  return () => growth.disconnect();
}
