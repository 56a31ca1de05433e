import { Component, type JSX } from 'preact';
import { addressOf } from '../state/address';
import { type Chat, nameOf } from './chat';
import { MoreButton } from './chat-menu';
import { focusRow } from './focus';
import type { Row } from './groups';
import { Marked } from './marked-text';
import { RenameField } from './rename-field';

/** What the rows of a list have in common. */
export interface RowsView {
  /** The open chat. */
  readonly open: string | undefined;
  /** The one row that Tab reaches. */
  readonly stop: string | undefined;
  readonly renamed: string | undefined;
  readonly unseen: ReadonlySet<string>;
  /** Which are chosen, while several are. */
  readonly chosen: ReadonlySet<string> | undefined;
  /** What was searched for. */
  readonly words: readonly string[];
}

interface BlockProps extends RowsView {
  readonly rows: readonly Row[];
}

/** Rows that the browser need not draw while they are out of sight, and that are left alone while nothing about them changes. */
export class Block extends Component<BlockProps> {
  override shouldComponentUpdate(next: BlockProps): boolean {
    const { rows, ...view } = this.props;
    return !isAlike(view, { ...next, rows: undefined }) || rows.length !== next.rows.length || rows.some((row, place) => row !== next.rows[place]);
  }

  override render({ rows, open, stop, renamed, unseen, chosen, words }: BlockProps): JSX.Element {
    return (
      <ul role="list" class="block" style={{ '--rows': rows.length }}>
        {rows.map(({ chat }) => (
          <ChatRow key={chat.id} chat={chat} isOpen={chat.id === open} isStop={chat.id === stop} isNew={unseen.has(chat.id)} isRenamed={chat.id === renamed} isChosen={chosen?.has(chat.id)} words={words} />
        ))}
      </ul>
    );
  }
}

interface RowProps {
  readonly chat: Chat;
  readonly isOpen: boolean;
  readonly isStop: boolean;
  readonly isNew: boolean;
  readonly isRenamed: boolean;
  /** Undefined while nothing is chosen. */
  readonly isChosen: boolean | undefined;
  readonly words: readonly string[];
}

class ChatRow extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return !isAlike(this.props, next);
  }

  override render(props: RowProps): JSX.Element {
    const { chat, isChosen, isRenamed, words } = props;
    return (
      <li class={words.length > 0 ? 'chat found' : 'chat'} data-chat={chat.id}>
        {isRenamed ? <RenameField id={chat.id} title={nameOf(chat)} onEnd={() => focusRow(chat.id)} /> : isChosen === undefined ? <OpenRow {...props} /> : <TickRow {...props} />}
      </li>
    );
  }
}

const OpenRow = ({ chat, isOpen, isStop, isNew, words }: RowProps): JSX.Element => (
  <>
    <a href={addressOf(chat.id)} aria-current={isOpen ? 'page' : undefined} tabIndex={isStop ? 0 : -1} data-stop>
      <Title chat={chat} words={words} />
      {words.length > 0 && chat.excerpt !== undefined && (
        <small dir="auto">
          <Marked text={chat.excerpt} words={words} />
        </small>
      )}
      <Sign chat={chat} isNew={isNew} />
    </a>
    <MoreButton id={chat.id} label={`More for ${nameOf(chat)}`} place="list" isStop={isStop} />
  </>
);

const TickRow = ({ chat, isStop, isNew, isChosen, words }: RowProps): JSX.Element => (
  <label>
    <input type="checkbox" checked={isChosen} tabIndex={isStop ? 0 : -1} data-stop />
    <Title chat={chat} words={words} />
    <Sign chat={chat} isNew={isNew} />
  </label>
);

const Title = ({ chat, words }: { readonly chat: Chat; readonly words: readonly string[] }): JSX.Element => (
  <span class="title">
    <Marked text={nameOf(chat)} words={words} />
  </span>
);

/** Hollow, it is being answered; filled, it has an answer that was not seen. The words say it too. */
function Sign({ chat, isNew }: { readonly chat: Chat; readonly isNew: boolean }): JSX.Element | null {
  if (!chat.answering && !isNew) return null;
  return (
    <>
      <i class={chat.answering ? 'mark live' : 'mark new'} aria-hidden="true" />
      <span class="unseen">{chat.answering ? ', being answered' : ', new answer'}</span>
    </>
  );
}

const isAlike = (one: object, other: object): boolean => Object.entries(one).every(([name, value]) => value === Reflect.get(other, name));
