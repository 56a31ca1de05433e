import { useSignal } from '@preact/signals';
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { sentenceOf } from '../api/fault';
import { announce } from '../state/announcer';
import { chats } from './chats';
import { renaming } from './renaming';

interface RenameProps {
  readonly id: string;
  readonly title: string;
  /** Where the focus goes when the field goes. */
  readonly onEnd: () => void;
}

const EMPTY = 'A title needs at least one letter.';
const LONGEST = 200;

/** A title as a field: Enter keeps it, Esc restores the old one. Leaving it keeps it too, as far as that can be. */
export function RenameField({ id, title, onEnd }: RenameProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const rule = useId();
  const fault = useSignal<readonly [strong: string, rest: string] | undefined>(undefined);
  const isBusy = useSignal(false);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const end = (isLeft: boolean): void => {
    renaming.value = undefined;
    if (!isLeft) onEnd();
  };
  const refuse = (strong: string, rest: string): void => {
    fault.value = [strong, rest];
    announce(`${strong} ${rest}`.trim());
  };
  const keep = async (isLeft: boolean): Promise<void> => {
    const text = field.current?.value.trim() ?? '';
    // Another window came forward: nobody has left the field.
    if (isBusy.peek() || (isLeft && !document.hasFocus())) return;
    if (text === title || (isLeft && text === '')) return end(isLeft);
    if (text === '') return refuse('', EMPTY);
    isBusy.value = true;
    try {
      await chats.rename(id, text);
      end(isLeft || document.activeElement !== field.current);
    } catch (error) {
      refuse('Not renamed:', sentenceOf(error));
    } finally {
      isBusy.value = false;
    }
  };
  const onKey = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    if (event.key === 'Escape') end(false);
    else void keep(false);
  };
  return (
    <div class="rename">
      <input ref={field} type="text" dir="auto" defaultValue={title} maxLength={LONGEST} aria-label={`New title of ${title}`} aria-invalid={fault.value !== undefined} aria-describedby={rule} autocomplete="off" onKeyDown={onKey} onInput={() => (fault.value = undefined)} onBlur={() => void keep(true)} />
      <p class="rule" id={rule}>
        {fault.value && (
          <>
            {fault.value[0] && <b>{fault.value[0]} </b>}
            {fault.value[1]}
          </>
        )}
      </p>
    </div>
  );
}
