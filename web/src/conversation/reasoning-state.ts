import { signal } from '@preact/signals';

/** Whether reasoning is shown: opening it lasts for the chat. */
export const isReasoningOpen = signal(false);

const heard = new Map<string, number>();

/** For how long the model thought before an answer, known to the page that heard it. */
export const reasoningSeconds = (questionId: string): number | undefined => heard.get(questionId);
export const rememberReasoning = (questionId: string, seconds: number): void => void heard.set(questionId, seconds);
