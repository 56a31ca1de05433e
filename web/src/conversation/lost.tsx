import type { JSX } from 'preact';
import { useLate } from '../parts/use-late';

/** Said under an answer whose connection is gone; one that comes back at once is not worth a word. */
export const Lost = (): JSX.Element | null =>
  useLate() ? (
    <p class="say lost">
      <b>Connection lost.</b> The answer goes on at the server and continues here.
    </p>
  ) : null;
