import type { JSX } from 'preact';
import { partsOf } from './words';

/** A sentence of the server, its commands in code type. */
export const Sentence = ({ text }: { readonly text: string }): JSX.Element => <>{partsOf(text).map((part) => (part.isCode ? <code>{part.text}</code> : part.text))}</>;
