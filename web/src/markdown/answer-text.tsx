import type { JSX } from 'preact';

/** The text of an answer, as Markdown. */
export const AnswerText = ({ text }: { readonly text: string; readonly isWriting: boolean }): JSX.Element => <div class="prose">{text}</div>;
