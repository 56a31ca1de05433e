import type { JSX } from 'preact';
import { CopyButton } from '../parts/copy-button';
import { useSeconds } from '../parts/use-late';
import type { EndedAnswer } from './turn';
import { factsOf, short } from './words';

/** The figures under a whole answer. */
export const Facts = ({ answer }: { readonly answer: EndedAnswer }): JSX.Element => (
  <div class="facts">
    <ul role="list" aria-label="About this answer">
      {factsOf(answer).map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
    <CopyButton text={() => answer.text} what="this answer" />
  </div>
);

/** A token is about four characters; the model's own count comes with the end. */
const CHARACTERS_PER_TOKEN = 4;

export function WritingFacts({ text, since }: { readonly text: string; readonly since: number }): JSX.Element {
  const seconds = useSeconds(since);
  const tokens = Math.round(text.length / CHARACTERS_PER_TOKEN);
  return (
    <div class="facts">
      <ul role="list" aria-label="About this answer">
        <li>Writing</li>
        {tokens > 0 && <li>about {tokens.toLocaleString('en')} tokens</li>}
        {seconds > 0 && tokens > 0 && <li>about {short(tokens / seconds)} tokens/s</li>}
      </ul>
    </div>
  );
}
