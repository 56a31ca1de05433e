const UNKNOWN_WINDOW = 8192;

/** What a prompt and an answer may fill together, by how a name begins; the longest beginning counts. From OpenAI's pages of its models, 2026. */
const KNOWN: Readonly<Record<string, number>> = {
  'gpt-3.5-turbo': 16_385,
  'gpt-4': 8192,
  'gpt-4-turbo': 128_000,
  'gpt-4o': 128_000,
  'chatgpt-4o': 128_000,
  'gpt-4.1': 1_047_576,
  // Of its 400,000 a prompt may fill so many.
  'gpt-5': 272_000,
  o1: 200_000,
  o3: 200_000,
  'o4-mini': 200_000,
};

const NAMES = Object.keys(KNOWN).toSorted((one, other) => other.length - one.length);

/** The window of a model by its name alone, which may stand behind its maker's: `openai/gpt-4o`. */
export function knownWindow(model: string): number {
  const name = model.slice(model.lastIndexOf('/') + 1);
  const known = NAMES.find((beginning) => name.startsWith(beginning));
  return known === undefined ? UNKNOWN_WINDOW : KNOWN[known]!;
}
