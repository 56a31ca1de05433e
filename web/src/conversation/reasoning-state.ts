import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { LiveTurn } from './live-turn';

/** Whether reasoning is shown: opening it lasts for the chat. */
export const isReasoningOpen = signal(false);

const heard = new Map<string, number>();

/** For how long the model has thought before an answer; known only to the page that heard it. */
export const reasoningSeconds = (questionId: string): number | undefined => heard.get(questionId);

/** Counts the seconds while a model thinks. */
export function useThinking(live: LiveTurn | undefined): void {
  const [, draw] = useState(0);
  const isThinking = live?.reasoningAt !== undefined && live.textAt === undefined;
  useEffect(() => {
    if (!isThinking) return undefined;
    const timer = setInterval(draw, 1000, (before: number) => before + 1);
    return () => clearInterval(timer);
  }, [isThinking]);
  if (live?.reasoningAt !== undefined) heard.set(live.questionId, ((live.textAt ?? performance.now()) - live.reasoningAt) / 1000);
}
