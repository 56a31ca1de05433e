import type { JSX } from 'preact';
import { memo } from '../parts/memo';
import { AnswerView } from './answer-view';
import type { OpenConversation } from './open-conversation';
import { Question } from './question';
import type { Turn } from './turn';
import { momentOf } from './words';

interface TurnViewProps {
  readonly turn: Turn;
  readonly conversation: OpenConversation;
  /** Old enough to be drawn only when it comes into sight. */
  readonly isFar: boolean;
  readonly isUnread: boolean;
  readonly isNewest: boolean;
}

/** A question and its answer. */
export const TurnView = memo(({ turn, conversation, isFar, isUnread, isNewest }: TurnViewProps) => (
  <article class={['turn', isFar && 'far', isUnread && 'unread-by-model'].filter(Boolean).join(' ')} aria-labelledby={`q-${turn.id}`}>
    <Moment time={turn.askedAt ?? ''} />
    {turn.question !== undefined && <Question id={turn.id} text={turn.question} />}
    <AnswerView turn={turn} conversation={conversation} isNewest={isNewest} />
  </article>
));

export const Moment = ({ time }: { readonly time: string }): JSX.Element | null => {
  const said = momentOf(time, new Date());
  return said === '' ? null : (
    <time class="when" dateTime={time} title={new Date(time).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'medium' })}>
      {said}
    </time>
  );
};
