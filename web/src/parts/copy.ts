import { announce } from '../state/announcer';

export const REFUSED = 'Not copied: the browser refused. Press Ctrl C.';

/** Puts a text on the clipboard; tells whether the browser let it. Pages of plain http have no clipboard but the old one. */
export async function copy(text: string): Promise<boolean> {
  const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false) ?? copyTheOldWay(text);
  announce(isCopied ? 'Copied.' : REFUSED);
  return isCopied;
}

function copyTheOldWay(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  document.body.append(field);
  field.select();
  // oxlint-disable-next-line typescript/no-deprecated -- the only way on pages of plain http
  const isCopied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isCopied;
}
