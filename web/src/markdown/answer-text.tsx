import type { JSX } from 'preact';

/** The text of an answer, as Markdown. */
export const AnswerText = ({ text }: { readonly text: string; readonly isWriting: boolean; readonly end?: 'whole' | 'writing' | 'cut' }): JSX.Element => <div class="prose">{text}</div>;
export const Reasoning = ({ text }: { readonly id: string; readonly text: string; readonly isRunning: boolean; readonly seconds?: number }): JSX.Element => <div class="think">{text}</div>;
