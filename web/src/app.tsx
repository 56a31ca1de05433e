import type { JSX } from 'preact';
import { ChatList } from './list/chat-list';
import { Conversation } from './conversation/conversation';

export const App = (): JSX.Element => (
  <div class="app">
    <ChatList />
    <Conversation />
  </div>
);
