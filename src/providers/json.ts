/** Readers of JSON that others have written: what is missing or of another kind is taken as not there. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An object in JSON; nothing when the text is anything else. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectAt = (object: JsonObject, key: string): JsonObject => {
  const value = object[key];
  return isObject(value) ? value : {};
};

export const listAt = (object: JsonObject, key: string): readonly unknown[] => {
  const value = object[key];
  return Array.isArray(value) ? value : [];
};

export const textAt = (object: JsonObject, key: string): string => {
  const value = object[key];
  return typeof value === 'string' ? value : '';
};

export const countAt = (object: JsonObject, key: string): number | undefined => {
  const value = object[key];
  return typeof value === 'number' && value >= 0 ? value : undefined;
};
