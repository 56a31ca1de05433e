import { computed } from '@preact/signals';
import { status } from '../list/status';

interface Download {
  readonly sentence: string;
  readonly percent?: number;
}

let first: { readonly percent: number; readonly at: number } | undefined;

/** The download in a person's words: "43 % of 98 MB is here, about 20 s to go." */
export const modelOnItsWay = computed((): Download | undefined => {
  const trouble = status.value?.trouble;
  const report = trouble?.code === 'model_loading' && trouble.message.includes('download') ? trouble.message : undefined;
  if (report === undefined) return void (first = undefined);
  const [, percentage, size] = /: (\d+) % of (\d+ [kMG]?B)/.exec(report) ?? [];
  const [, here] = /: (\d+ [kMG]?B)/.exec(report) ?? [];
  if (percentage === undefined) return { sentence: here === undefined ? '' : `${here} are here.` };
  const percent = Number(percentage);
  first ??= { percent, at: performance.now() };
  return { percent, sentence: `${percent} % of ${size} is here${leftOf(percent, first)}.` };
});

/** How long it takes at the speed so far, once there is one. */
function leftOf(percent: number, since: { readonly percent: number; readonly at: number }): string {
  const done = percent - since.percent;
  if (done <= 0) return '';
  const seconds = Math.ceil(((performance.now() - since.at) / 1000 / done) * (100 - percent));
  return seconds < 90 ? `, about ${seconds} s to go` : `, about ${Math.ceil(seconds / 60)} minutes to go`;
}
