import type { JSX } from 'preact';
import { AnswerText } from '../markdown/answer-text';
import { Reasoning } from '../markdown/reasoning';
import { view } from '../state/view';
import { Facts, WritingFacts } from './facts';
import type { LiveTurn } from './live-turn';
import { Lost } from './lost';
import { NoticeView } from './notice';
import type { OpenConversation } from './open-conversation';
import { isReasoningOpen, reasoningSeconds, useThinking } from './reasoning-state';
import type { EndedAnswer, Turn } from './turn';
import { Waiting } from './waiting';
import { noticeOf } from './words';

interface AnswerViewProps {
  readonly turn: Turn;
  readonly conversation: OpenConversation;
  readonly isNewest: boolean;
}

/** An answer from its first word to its end: one and the same element, so that nothing that is read is drawn anew when it ends. */
export function AnswerView({ turn, conversation, isNewest }: AnswerViewProps): JSX.Element {
  const { answer } = turn;
  const live = answer ? undefined : conversation.live.value;
  const text = answer?.text ?? live?.text ?? '';
  return (
    <div class="answer" data-state={answer?.state ?? (text === '' ? 'waiting' : 'writing')}>
      <Thoughts turn={turn} live={live} />
      {text !== '' && <AnswerText key="text" text={text} isWriting={!answer} end={markOf(answer)} announce={view.value.announce === 'written'} />}
      {answer ? <Ended turn={turn} answer={answer} isNewest={isNewest} /> : <Running live={live} conversation={conversation} />}
    </div>
  );
}

const markOf = (answer: EndedAnswer | undefined): 'writing' | 'cut' | 'whole' => (answer ? (answer.state === 'cut' ? 'cut' : 'whole') : 'writing');

function Ended({ turn, answer, isNewest }: { readonly turn: Turn; readonly answer: EndedAnswer; readonly isNewest: boolean }): JSX.Element {
  const notice = noticeOf(answer);
  return notice ? <NoticeView turn={turn} answer={answer} notice={notice} isNewest={isNewest} /> : <Facts answer={answer} />;
}

const Running = ({ live, conversation }: { readonly live: LiveTurn | undefined; readonly conversation: OpenConversation }): JSX.Element => (
  <>
    {live && live.text !== '' ? <WritingFacts text={live.text} since={live.textAt ?? live.beganAt} /> : <Waiting live={live} />}
    {conversation.isLost.value && <Lost />}
  </>
);

function Thoughts({ turn, live }: { readonly turn: Turn; readonly live: LiveTurn | undefined }): JSX.Element | null {
  useThinking(live);
  const text = turn.answer?.reasoning ?? live?.reasoning ?? '';
  const isRunning = live !== undefined && live.text === '';
  return text === '' ? null : <Reasoning text={text} isRunning={isRunning} seconds={reasoningSeconds(turn.id)} isOpen={isReasoningOpen.value} onToggle={(isOpen) => (isReasoningOpen.value = isOpen)} />;
}
