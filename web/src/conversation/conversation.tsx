import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Boundary } from '../parts/boundary';
import { CopyButton } from '../parts/copy-button';
import { Icon } from '../parts/icon';
import { useLate } from '../parts/use-late';
import { addressOf } from '../state/address';
import { contextGap, type ContextGap } from './context-gap';
import { current, outbox } from './desk';
import { Dock } from './dock';
import { NewChat } from './new-chat';
import type { OpenConversation } from './open-conversation';
import { Pending } from './pending';
import { followEnd } from './follow-end';
import { TitleBar } from './title-bar';
import type { Turn } from './turn';
import { TurnView } from './turn-view';

/** So many newest turns are always drawn, the older ones when they come into sight. */
const NEAR = 3;

/** The open chat, or the page of a new one. */
export function Conversation(): JSX.Element {
  const conversation = current.value;
  useEffect(() => followEnd(), []);
  return (
    <main>
      <TitleBar />
      <section class={conversation ? 'talk sheet' : 'talk sheet empty'} id="conversation" aria-label="Conversation" tabIndex={-1}>
        <Boundary key={conversation?.chatId} name="This chat">
          {conversation ? <Talk conversation={conversation} /> : <NewChat />}
        </Boundary>
      </section>
      <Dock conversation={conversation} />
    </main>
  );
}

function Talk({ conversation }: { readonly conversation: OpenConversation }): JSX.Element {
  const phase = conversation.phase.value;
  const turns = conversation.turns.value;
  const pending = outbox.of(conversation.chatId).value;
  const gap = contextGap(turns);
  return (
    <>
      {phase === 'loading' && turns.length === 0 && pending.length === 0 && <Loading />}
      {phase === 'missing' && pending.length === 0 && <Missing chatId={conversation.chatId} />}
      {phase === 'unreadable' && <Unreadable conversation={conversation} />}
      {turns.flatMap((turn, index) => [
        gap?.before === index ? <Gap key="gap" gap={gap} /> : null,
        <TurnView key={turn.id} turn={turn} conversation={conversation} isFar={index < turns.length - NEAR} isUnread={gap !== undefined && index < gap.before} isNewest={index === turns.length - 1} />,
      ])}
      {phase === 'deleted' && <Deleted turns={turns} />}
      {pending.map(({ question, delivery }, index) => (
        <Pending key={question.key} question={question} delivery={delivery} isBehind={index > 0 || conversation.isAnswering.value} />
      ))}
    </>
  );
}

const Gap = ({ gap: { messages, window } }: { readonly gap: ContextGap }): JSX.Element => (
  <div class="turn">
    <div class="gap" role="note">
      <p>
        The model no longer sees the {messages === 1 ? 'message' : `${messages.toLocaleString('en')} messages`} above: its {window.toLocaleString('en')} tokens are full. They stay saved here.
      </p>
    </div>
  </div>
);

const Loading = (): JSX.Element | null => (useLate() ? <p class="plain">Loading this chat…</p> : null);

const Missing = ({ chatId }: { readonly chatId: string }): JSX.Element => (
  <div class="plain">
    <p>
      There is no chat with the id <code>{chatId}</code>. Write a message and it begins.
    </p>
    <a class="button" href={addressOf()}>
      New chat
    </a>
  </div>
);

const Deleted = ({ turns }: { readonly turns: readonly Turn[] }): JSX.Element => (
  <div class="plain">
    <div class="say cut">
      <Icon name="warn" />
      <div class="words">
        <p>
          <b>This chat was deleted in another place.</b> Its text stays on this page until you leave it.
        </p>
        <CopyButton text={() => textOf(turns)} what="of this chat" label="Copy it all" isSmall={false} />
      </div>
    </div>
  </div>
);

const textOf = (turns: readonly Turn[]): string => turns.flatMap(({ question = '', answer }) => [question, answer?.text ?? '']).filter((text) => text !== '').join('\n\n');

const Unreadable = ({ conversation }: { readonly conversation: OpenConversation }): JSX.Element => (
  <div class="plain">
    <div class="say failed">
      <Icon name="warn" />
      <div class="words">
        <p>
          <b>This chat could not be loaded.</b> {conversation.problem.value}
        </p>
        <button type="button" class="button" onClick={() => void conversation.load()}>
          <Icon name="again" />
          Try again
        </button>
      </div>
    </div>
  </div>
);
