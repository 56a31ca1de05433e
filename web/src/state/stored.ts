import { signal } from '@preact/signals';

/** True once this browser has refused to keep something. */
export const storageRefused = signal(false);

/** What this browser keeps under a name; undefined when it keeps nothing, or something that is not JSON. */
export const stored = (name: string): unknown => read(() => localStorage, name);

/** What this tab keeps, over a reload too, whatever others write meanwhile. */
export const storedHere = (name: string): unknown => read(() => sessionStorage, name);

function read(storage: () => Storage, name: string): unknown {
  try {
    return JSON.parse(storage().getItem(name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value in this browser, for every tab; undefined removes it. */
export const store = (name: string, value: unknown): void => write(() => localStorage, name, value);

export const storeHere = (name: string, value: unknown): void => write(() => sessionStorage, name, value);

function write(storage: () => Storage, name: string, value: unknown): void {
  try {
    if (value === undefined) storage().removeItem(name);
    else storage().setItem(name, JSON.stringify(value));
  } catch {
    storageRefused.value = true;
  }
}

/** The names under which this browser keeps something, of those that begin so. */
export function storedNames(prefix: string): readonly string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
