import { signal } from '@preact/signals';

/** What a screen reader is told next, one sentence at a time. The same sentence twice is said twice. */
export const announced = signal({ sentence: '', time: 0 });

export const announce = (sentence: string): void => void (announced.value = { sentence, time: announced.peek().time + 1 });
