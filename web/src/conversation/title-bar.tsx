import { effect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { appName } from '../state/about';
import { current } from './desk';

/** The open chat's title and id. */
export function TitleBar(): JSX.Element {
  const conversation = current.value;
  useEffect(() => effect(nameDocument), []);
  return (
    <header class="bar sheet">
      <div class="name">
        <h1 tabIndex={-1} dir="auto">{conversation ? conversation.title.value || conversation.chatId : 'New chat'}</h1>
        {conversation && (
          <span class="id" title="The id of this chat">
            {conversation.chatId}
          </span>
        )}
      </div>
    </header>
  );
}

function nameDocument(): void {
  const conversation = current.value;
  const title = conversation ? conversation.title.value || conversation.chatId : 'New chat';
  const { value: name } = appName;
  document.title = conversation?.isAnswering.value ? `Writing… ${title}` : `${title} – ${name}`;
}
