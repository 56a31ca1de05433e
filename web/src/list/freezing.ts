import { store } from './chats';

const reasons = new Set<'pointer' | 'focus'>();

/** The order of the list stands still while the pointer moves in it, or the focus is in it. */
export function freeze(reason: 'pointer' | 'focus'): void {
  if (reasons.size === 0) store.freeze();
  reasons.add(reason);
}

export function thaw(reason: 'pointer' | 'focus'): void {
  if (reasons.delete(reason) && reasons.size === 0) store.thaw();
}
