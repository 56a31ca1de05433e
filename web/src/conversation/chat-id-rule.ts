import { isReservedId } from '../../../src/conversation/chat';

const LONGEST = 128;

export const RULE = 'Letters, digits, - and _. Left empty, one is made for you.';

/** What is wrong with an id for a new chat, as one types it; undefined when it may be one. */
export function faultOfId(id: string): string | undefined {
  const letters = Array.from(id);
  const wrong = letters.find((letter) => !/[A-Za-z0-9_-]/.test(letter));
  if (wrong !== undefined) return `${/\s/.test(wrong) ? 'A space' : `“${wrong}”`} cannot be part of an id. Letters, digits, - and _ can.`;
  if (letters.length > LONGEST) return `Too long: ${letters.length} letters, ${LONGEST} is the most.`;
  return isReservedId(id) ? `“${id}” is kept for the server itself. Choose another.` : undefined;
}
