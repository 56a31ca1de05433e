import type { JSX } from 'preact';
import { CopyButton } from '../parts/copy-button';
import { Icon } from '../parts/icon';
import { giveBack } from '../state/drafts';
import { current, tryAgain } from './desk';
import { focusMessage } from './focus';
import { Sentence } from './sentence';
import type { EndedAnswer, Turn } from './turn';
import { commandIn, type Notice } from './words';

interface NoticeViewProps {
  readonly turn: Turn;
  readonly answer: EndedAnswer;
  readonly notice: Notice;
  readonly isNewest: boolean;
}

const ICONS = { cut: 'torn', failed: 'away' } as const;

/** What happened to an answer that is not whole, what is kept, and what to do. */
export function NoticeView({ turn, answer, notice, isNewest }: NoticeViewProps): JSX.Element {
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
  giveBack(current.peek()?.chatId, 'Please go on where you stopped.');
  focusMessage();
}
