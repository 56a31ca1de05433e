import { effect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { inQuestion } from './chats';
import { removeThose } from './choose-bar';

/** Asks before very many chats are deleted; the focus is on keeping them. */
export function DeleteQuestion(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const [name, text] = [useId(), useId()];
  useEffect(
    () =>
      effect(() => {
        if (!inQuestion.value) return;
        dialog.current?.showModal();
        keep.current?.focus();
      }),
    [],
  );
  const count = `${(inQuestion.value?.length ?? 0).toLocaleString('en')} chats`;
  const remove = (): void => {
    const those = inQuestion.peek() ?? [];
    dialog.current?.close();
    removeThose(those);
  };
  return (
    <dialog ref={dialog} class="question-box" aria-labelledby={name} aria-describedby={text} onClose={() => (inQuestion.value = undefined)}>
      <h2 id={name}>Delete {count}?</h2>
      <p id={text}>You can undo this for 10 seconds.</p>
      <div class="row">
        <button type="button" class="button grave" onClick={remove}>
          Delete {count}
        </button>
        <button type="button" class="button" ref={keep} onClick={() => dialog.current?.close()}>
          Keep them
        </button>
      </div>
    </dialog>
  );
}
