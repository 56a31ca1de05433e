/** Windows by what a name matches; the first match counts. */
export type WindowTable = readonly (readonly [name: RegExp, tokens: number])[];

/** The window of a model by its name alone, which may stand behind its maker's: `openai/gpt-4o`. */
export function windowIn(table: WindowTable, model: string, unknown: number): number {
  const name = model.slice(model.lastIndexOf('/') + 1);
  return table.find(([pattern]) => pattern.test(name))?.[1] ?? unknown;
}
