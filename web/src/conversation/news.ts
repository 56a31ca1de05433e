import { effect, signal } from '@preact/signals';
import { isVisible } from '../state/presence';

/** Whether an answer has ended while nobody looked at this tab. */
export const isNewsUnseen = signal(false);

/** Told at each end of an answer. */
export const noteEnd = (): void => void (isNewsUnseen.value = !isVisible.peek());

effect(() => {
  if (isVisible.value) isNewsUnseen.value = false;
});
