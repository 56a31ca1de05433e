/** At most 200 characters on one line, without addresses' passwords and without what looks like a key. */
export function scrub(text: string): string {
  const line = text
    .slice(0, 2000)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/\/\/[^\s/@]*@/g, '//')
    .replace(/\b(bearer|basic)\s+\S+/gi, '$1 …')
    .replace(/\b(?:sk|pk|hf|ghp|key)[-_][\w-]{8,}/gi, '…')
    .trim()
    .replace(/[.\s]+$/, '');
  const letters = Array.from(line);
  return letters.length <= 200 ? line : `${letters.slice(0, 199).join('')}…`;
}
