/** Puts the cursor into the message field. */
export const focusMessage = (): void => document.getElementById('message')?.focus();
