import { signal } from '@preact/signals';

const LEFT_ALONE_MS = 30_000;

/** Whether somebody looks at this tab, or did less than 30 seconds ago. Tabs that nobody looks at leave their connections to those that are. */
export const attended = signal(true);
export const isVisible = signal(document.visibilityState === 'visible');

let leaving: ReturnType<typeof setTimeout> | undefined;

document.addEventListener('visibilitychange', () => {
  isVisible.value = document.visibilityState === 'visible';
  clearTimeout(leaving);
  if (isVisible.value) attended.value = true;
  else leaving = setTimeout(() => (attended.value = false), LEFT_ALONE_MS);
});
