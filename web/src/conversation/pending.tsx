import type { JSX } from 'preact';
import { useLate } from '../parts/use-late';
import { takeBack } from './desk';
import type { Delivery, Unsent } from './outbox';
import { Question } from './question';
import { Moment } from './turn-view';

interface PendingProps {
  readonly question: Unsent;
  readonly delivery: Delivery;
  /** Whether an earlier question of the chat is not answered yet. */
  readonly isBehind: boolean;
}

/** A question that the server has not acknowledged yet. */
export const Pending = ({ question, delivery, isBehind }: PendingProps): JSX.Element => (
  <article class="turn" aria-labelledby={`q-${question.key}`}>
    <Moment time={question.askedAt} />
    <Question id={question.key} text={question.message} />
    <div class="answer" data-state="waiting">
      <Why question={question} delivery={delivery} isBehind={isBehind} />
    </div>
  </article>
);

const WAITS_MS = 1500;

function Why({ question, delivery, isBehind }: PendingProps): JSX.Element | null {
  const isLate = useLate(WAITS_MS);
  if (delivery.state === 'sending' && !isLate) return null;
  if (delivery.state === 'sending' && isBehind) return <Told strong="Waiting" sentence="for the earlier question in this chat" question={question} />;
  if (delivery.state !== 'refused-for-now') return <Told strong="Not sent yet." sentence="It goes out as soon as the server answers." question={question} />;
  return <Told strong="Too many questions at once." sentence={`Sending again in ${delivery.seconds} s.`} question={question} />;
}

const Told = ({ strong, sentence, question }: { readonly strong: string; readonly sentence: string; readonly question: Unsent }): JSX.Element => (
  <div class="say">
    <div class="words">
      <p>
        <b>{strong}</b> {sentence}
      </p>
      <button type="button" class="tool" onClick={() => takeBack(question)}>
        Take it back
      </button>
    </div>
  </div>
);
