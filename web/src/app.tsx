import type { JSX } from 'preact';
import { Announcer } from './conversation/announcer-view';
import { Conversation } from './conversation/conversation';
import { ChatList } from './list/chat-list';
import { Boundary } from './parts/boundary';
import { ViewPanel } from './view-panel';

const skipTo = (id: string) => (event: MouseEvent) => {
  event.preventDefault();
  document.getElementById(id)?.focus();
};

/** Reading order is Tab order: the ways past the list, the list, the conversation, the message field. */
export const App = (): JSX.Element => (
  <>
    <a class="skip" href="#conversation" onClick={skipTo('conversation')}>
      Skip to the conversation
    </a>
    <a class="skip" href="#message" onClick={skipTo('message')}>
      Skip to the message field
    </a>
    <div class="app">
      <Boundary name="The list of chats">
        <ChatList />
      </Boundary>
      <Conversation />
    </div>
    <ViewPanel />
    <Announcer />
  </>
);
