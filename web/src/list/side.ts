import { computed, effect, signal } from '@preact/signals';
import { store, stored } from '../state/stored';

const narrow = matchMedia('(max-width: 56rem)');
const isNarrow = signal(narrow.matches);
const isOpenWide = signal(stored('side') !== 'shut');
const isDrawerOpen = signal(false);

narrow.addEventListener('change', () => {
  isDrawerOpen.value = false;
  isNarrow.value = narrow.matches;
});
effect(() => store('side', isOpenWide.value ? undefined : 'shut'));

const isOpen = computed(() => (isNarrow.value ? isDrawerOpen.value : isOpenWide.value));

const set = (isOpen: boolean): void => {
  if (isNarrow.peek()) isDrawerOpen.value = isOpen;
  else isOpenWide.value = isOpen;
};

/** Whether the list is shown: beside the conversation, which this browser remembers, or in a narrow window as a drawer over it. */
export const side = {
  isOpen,
  isNarrow,
  /** The drawer lies over the conversation, which is inert then. */
  isOver: computed(() => isNarrow.value && isDrawerOpen.value),
  show: (): void => set(true),
  hide: (): void => set(false),
  /** In a narrow window the conversation comes forward; beside it the list may stay. */
  makeWay: (): void => void (isDrawerOpen.value = false),
};
