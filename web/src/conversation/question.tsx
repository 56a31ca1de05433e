import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { foldOf, splitQuestion } from './question-text';

/** A question: its first line is a heading, so that a screen reader jumps from question to question. Long ones are folded. */
export function Question({ id, text }: { readonly id: string; readonly text: string }): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const { heading, rest } = splitQuestion(text);
  const fold = foldOf(text);
  const body = rest !== '' && (
    <div class="rest text" dir="auto">
      {rest}
    </div>
  );
  return (
    <div class="ask">
      <h2 class="question" id={`q-${id}`} dir="auto">
        {heading}
      </h2>
      {fold === undefined ? (
        body
      ) : (
        <div class="fold" id={`fold-${id}`} data-open={isOpen || undefined}>
          {body}
          <button type="button" class="tool small" aria-expanded={isOpen} aria-controls={`fold-${id}`} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Show less' : fold}
          </button>
        </div>
      )}
    </div>
  );
}
