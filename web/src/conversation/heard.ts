import { computed, effect, type ReadonlySignal } from '@preact/signals';
import { announce } from '../state/announcer';
import { reachable } from '../state/reachable';
import { view } from '../state/view';
import type { OpenConversation } from './open-conversation';
import { modelOnItsWay } from './model-download';
import type { EndedAnswer } from './turn';
import { noticeOf } from './words';

const QUARTER = 25;

/** Says, each once, what a screen reader would not find by itself: how the answer gets on, and whether the server is there. */
export function startHearing(current: ReadonlySignal<OpenConversation | undefined>): void {
  const step = computed(() => stepOf(current.value));
  const quarter = computed(() => Math.floor((modelOnItsWay.value?.percent ?? 0) / QUARTER) * QUARTER);
  effect(() => {
    if (step.value !== '' && view.peek().announce === 'written') announce(step.value);
  });
  effect(() => {
    if (reachable.state.value !== 'yes') announce(reachable.state.value === 'away' ? 'The server does not answer.' : 'The server is back.');
  });
  effect(() => {
    if (quarter.value > 0) announce(`Model downloading, ${quarter.value} %.`);
  });
}

/** How an answer ended: "Answer finished.", or the bold words and the reason of its notice. */
export function sayEnd(answer: EndedAnswer): void {
  if (view.peek().announce === 'not') return;
  const notice = noticeOf(answer);
  if (!notice) announce('Answer finished.');
  else announce(notice.strong === 'Stopped.' ? 'Answer stopped.' : `${notice.strong} ${notice.sentence}`);
}

function stepOf(conversation: OpenConversation | undefined): string {
  const live = conversation?.live.value;
  if (live?.textAt !== undefined) return 'Answering.';
  return live?.reasoningAt === undefined ? '' : 'Thinking.';
}
