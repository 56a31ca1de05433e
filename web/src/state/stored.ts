import { signal } from '@preact/signals';

/** True once this browser has refused to keep something. */
export const storageRefused = signal(false);

/** What this browser keeps under a name; undefined when it keeps nothing, or something that is not JSON. */
export function stored(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value in this browser, for every tab; undefined removes it. */
export function store(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
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
