import type { JSX } from 'preact';
import { useLate, useSeconds } from '../parts/use-late';
import { modelOnItsWay } from './model-download';
import type { LiveTurn } from './live-turn';

const LONG_SECONDS = 15;

/** What is waited for while there is no text: in words, with seconds. */
export function Waiting({ live }: { readonly live: LiveTurn | undefined }): JSX.Element | null {
  const isLate = useLate();
  if (!isLate || (live && live.reasoning !== '')) return null;
  return live?.progress?.phase === 'loading' && modelOnItsWay.value ? <Download /> : <Steps live={live} />;
}

function Steps({ live }: { readonly live: LiveTurn | undefined }): JSX.Element {
  const seconds = useSeconds(live?.beganAt ?? performance.now());
  const isLong = seconds >= LONG_SECONDS && !live?.progress;
  return (
    <div class="facts">
      <i class="mark live" aria-hidden="true" />
      <ul role="list" aria-label="About this answer">
        <li>{stepOf(live?.progress)}</li>
        {seconds > 0 && <li>{seconds} s</li>}
        {isLong && <li class="long">Still waiting. A large model on a small machine can take minutes; you may leave this page.</li>}
      </ul>
    </div>
  );
}

function stepOf(progress: LiveTurn['progress']): string {
  if (!progress) return 'Waiting for the first word';
  const percent = progress.percent === undefined ? '' : `, ${Math.floor(progress.percent)} %`;
  if (progress.phase === 'queued') return 'Waiting for a free place at the model';
  return progress.phase === 'loading' ? `Loading the model into memory${percent}` : `Reading the conversation${percent}`;
}

function Download(): JSX.Element {
  const { sentence, percent } = modelOnItsWay.value ?? { sentence: '' };
  return (
    <div class="say">
      <div class="words">
        <p>
          <b>The model is on its way.</b> {sentence}
        </p>
        <progress max={100} value={percent} aria-label="Model download" />
        <p class="also">Your question is saved and is answered as soon as the model is ready. You may leave this page.</p>
      </div>
    </div>
  );
}
