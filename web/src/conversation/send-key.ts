interface Key {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** An input method says 229 where it does not say that it is composing. */
const COMPOSING = 229;

/** Whether a key sends the message: Enter unless it starts a line (`break`), Ctrl or Command with Enter always, and never while composing. */
export function isSendKey({ key, keyCode, isComposing, shiftKey, ctrlKey, metaKey }: Key, enter: 'send' | 'break'): boolean {
  if (key !== 'Enter' || isComposing || keyCode === COMPOSING) return false;
  return ctrlKey || metaKey || (enter === 'send' && !shiftKey);
}
