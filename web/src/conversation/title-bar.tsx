import { effect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { MoreButton } from '../list/chat-menu';
import { RenameField } from '../list/rename-field';
import { renaming } from '../list/renaming';
import { ShowListButton } from '../list/show-list-button';
import { appName } from '../state/about';
import { current, titleOf } from './desk';
import { isNewsUnseen } from './news';

const NEW = 'New chat';

/** The open chat's title and id, and what can be done with it. */
export function TitleBar(): JSX.Element {
  const conversation = current.value;
  useEffect(() => effect(nameDocument), []);
  const isKnown = conversation !== undefined && conversation.phase.value === 'ready';
  return (
    <header class="bar sheet">
      <ShowListButton />
      <Name chatId={conversation?.chatId} />
      {isKnown && <MoreButton id={conversation.chatId} label="More for this chat" place="title" />}
    </header>
  );
}

function Name({ chatId }: { readonly chatId: string | undefined }): JSX.Element {
  const conversation = current.value;
  const title = conversation ? titleOf(conversation) : NEW;
  const { id, place } = renaming.value ?? {};
  if (conversation && place === 'title' && id === chatId) return <div class="name">{<RenameField id={conversation.chatId} title={title} onEnd={focusMore} />}</div>;
  return (
    <div class="name">
      <h1 tabIndex={-1} dir="auto">
        {title}
      </h1>
      {chatId !== undefined && (
        <span class="id" title="The id of this chat">
          {chatId}
        </span>
      )}
    </div>
  );
}

const focusMore = (): void => document.querySelector<HTMLElement>('.bar .more')?.focus();

function nameDocument(): void {
  const conversation = current.value;
  const title = conversation ? titleOf(conversation) : NEW;
  if (conversation?.isAnswering.value) document.title = `Writing… ${title}`;
  else document.title = isNewsUnseen.value ? `New answer: ${title}` : `${title} – ${appName.value}`;
}
