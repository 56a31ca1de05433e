import type { JSX } from 'preact';

/** The list of chats. */
export const ChatList = (): JSX.Element => <nav class="side" aria-label="Chats" />;
