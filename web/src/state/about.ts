import { computed, signal } from '@preact/signals';

export interface About {
  readonly app_name: string;
  readonly version: string;
  /** Only where this page is served by itself: the server that it asks. */
  readonly api_url?: string;
}

export const about = signal<About | undefined>(undefined);
export const appName = computed(() => about.value?.app_name ?? 'Chats');

/** Asks whoever serves this page what it is; a page that cannot be told works all the same. */
export async function loadAbout(): Promise<void> {
  const response = await fetch(new URL('about.json', document.baseURI)).catch(() => undefined);
  const facts: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined;
  if (isAbout(facts)) about.value = facts;
}

const isAbout = (value: unknown): value is About => typeof value === 'object' && value !== null && 'app_name' in value && 'version' in value;
