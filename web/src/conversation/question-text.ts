const HEADING_LETTERS = 120;
const FOLD_LINES = 12;
const FOLD_LETTERS = 1200;

/** The first line, up to 120 letters and cut between words, and what comes after it. */
export function splitQuestion(text: string): { readonly heading: string; readonly rest: string } {
  const trimmed = text.trim();
  const [line = ''] = trimmed.split('\n', 1);
  const letters = Array.from(line);
  if (letters.length <= HEADING_LETTERS) return { heading: line.trimEnd(), rest: trimmed.slice(line.length).replace(/^\n/, '') };
  const cut = letters.slice(0, HEADING_LETTERS).join('');
  const space = cut.lastIndexOf(' ');
  const heading = space > HEADING_LETTERS / 2 ? cut.slice(0, space) : cut;
  return { heading, rest: trimmed.slice(heading.length).trimStart() };
}

/** What the button of a folded question says; undefined where there is nothing to fold. */
export function foldOf(text: string): string | undefined {
  const lines = text.trim().split('\n').length;
  if (lines > FOLD_LINES) return `Show all ${lines} lines`;
  return text.length > FOLD_LETTERS ? 'Show all of it' : undefined;
}
