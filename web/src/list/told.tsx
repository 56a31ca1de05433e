import type { ComponentChildren, JSX } from 'preact';
import { sentenceOf } from '../api/fault';
import { useLate } from '../parts/use-late';

/** Words for a wait; a short one shows nothing. */
export const Late = ({ children }: { readonly children: ComponentChildren }): JSX.Element | null =>
  useLate() ? (
    <div class="none">
      <p>{children}</p>
    </div>
  ) : null;

export const NotLoaded = ({ fault, again }: { readonly fault: unknown; readonly again: () => unknown }): JSX.Element => (
  <div class="none" role="group" aria-label="Not loaded">
    <p>
      <b>The chats could not be loaded.</b> {sentenceOf(fault)}
    </p>
    <button type="button" class="button" onClick={() => void again()}>
      Try again
    </button>
  </div>
);
