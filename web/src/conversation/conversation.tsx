import type { JSX } from 'preact';

/** The open chat. */
export const Conversation = (): JSX.Element => <main />;
