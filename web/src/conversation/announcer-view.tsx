import type { JSX } from 'preact';
import { announced } from '../state/announcer';

/** What a screen reader hears. The sentence is a new node each time, so that the same one is said twice. */
export const Announcer = (): JSX.Element => (
  <div class="unseen" role="status">
    <span key={announced.value.time}>{announced.value.sentence}</span>
  </div>
);
