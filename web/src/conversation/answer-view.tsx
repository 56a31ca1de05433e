import type { JSX } from 'preact';
import { AnswerText, Reasoning } from '../markdown/answer-text';
import { CopyButton } from '../parts/copy-button';
import { Icon } from '../parts/icon';
import { setDraft } from '../state/drafts';
import { current, tryAgain } from './desk';
import { focusMessage } from './focus';
import { Sentence } from './sentence';
import { reasoningSeconds } from './reasoning-state';
import type { EndedAnswer, Turn } from './turn';
import { commandIn, factsOf, type Notice, noticeOf } from './words';

interface AnswerViewProps {
  readonly turn: Turn;
  readonly answer: EndedAnswer;
  readonly isNewest: boolean;
}

/** An answer that is over: its text, and what is to be said about it. */
export function AnswerView({ turn, answer, isNewest }: AnswerViewProps): JSX.Element {
  const notice = noticeOf(answer);
  return (
    <div class="answer" data-state={answer.state}>
      {answer.reasoning !== '' && <Reasoning id={turn.id} text={answer.reasoning} isRunning={false} seconds={reasoningSeconds(turn.id)} />}
      {answer.text !== '' && <AnswerText text={answer.text} isWriting={false} end={answer.state === 'cut' ? 'cut' : 'whole'} />}
      {notice ? <NoticeView turn={turn} answer={answer} notice={notice} isNewest={isNewest} /> : <Facts answer={answer} />}
    </div>
  );
}

const Facts = ({ answer }: { readonly answer: EndedAnswer }): JSX.Element => (
  <div class="facts">
    <ul role="list" aria-label="About this answer">
      {factsOf(answer).map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
    <CopyButton text={() => answer.text} what="this answer" />
  </div>
);

const ICONS = { cut: 'torn', failed: 'away' } as const;

function NoticeView({ turn, answer, notice, isNewest }: AnswerViewProps & { readonly notice: Notice }): JSX.Element {
  const command = commandIn(notice.sentence);
  return (
    <div class={`say ${notice.kind}`}>
      <Icon name={ICONS[notice.kind]} />
      <div class="words">
        <p>
          <b>{notice.strong}</b> <Sentence text={notice.sentence} />
        </p>
        {notice.also !== undefined && <p class="also">{notice.also}</p>}
        <div class="row">
          {answer.reason === 'length' ? isNewest && <GoOnButton /> : <AgainButton turn={turn} />}
          {answer.text !== '' && <CopyButton text={() => answer.text} what="this answer" isSmall={false} />}
          {command !== undefined && <CopyButton text={() => command} what="" label="Copy command" isSmall={false} />}
        </div>
      </div>
    </div>
  );
}

const AgainButton = ({ turn }: { readonly turn: Turn }): JSX.Element | null =>
  turn.question === undefined ? null : (
    <button type="button" class="button" onClick={() => tryAgain(turn)}>
      <Icon name="again" />
      Try again
    </button>
  );

const GoOnButton = (): JSX.Element => (
  <button type="button" class="button" onClick={fillInGoOn}>
    Ask it to go on
  </button>
);

function fillInGoOn(): void {
  setDraft(current.peek()?.chatId, 'Please go on where you stopped.');
  focusMessage();
}
