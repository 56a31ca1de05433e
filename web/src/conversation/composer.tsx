import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../parts/icon';
import { keepsFocus } from '../state/address';
import { draftOf, setDraft } from '../state/drafts';
import { view } from '../state/view';
import { faultOfId } from './chat-id-rule';
import { current, send, stop, wantedId } from './desk';
import { isSendKey } from './send-key';
import { toEnd } from './follow-end';
import type { OpenConversation } from './open-conversation';

/** The message field and its one button. */
export function Composer({ conversation }: { readonly conversation: OpenConversation | undefined }): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = draftOf(conversation?.chatId).value;
  useEffect(() => fit(field.current), [draft]);
  // With the drawing, not after it: a key that is pressed next may lead the focus elsewhere.
  useLayoutEffect(() => takeFocus(field.current), [conversation?.chatId]);
  return (
    <form class="write" aria-label="Your message" onSubmit={(event) => (event.preventDefault(), press(conversation))}>
      <label class="unseen" for="message">
        Message
      </label>
      <textarea ref={field} id="message" rows={1} dir="auto" enterkeyhint="send" placeholder="Write a message" aria-describedby="hint" value={draft} onInput={({ currentTarget }) => setDraft(conversation?.chatId, currentTarget.value)} onKeyDown={onKeyDown} />
      <Hint isAnswering={conversation?.isAnswering.value ?? false} />
      <SendButton conversation={conversation} />
    </form>
  );
}

const Hint = ({ isAnswering }: { readonly isAnswering: boolean }): JSX.Element => (
  <span class="hint" id="hint">
    <span class="only-keys">{isAnswering ? 'Esc stops' : view.value.enter === 'break' ? 'Ctrl + Enter sends' : 'Shift + Enter starts a line'}</span>
  </span>
);

/** One element whose name changes, so that the focus is not lost with it. */
function SendButton({ conversation }: { readonly conversation: OpenConversation | undefined }): JSX.Element {
  const isAnswering = conversation?.isAnswering.value ?? false;
  const isStopping = conversation?.isStopping.value ?? false;
  return (
    <button type="submit" class={isAnswering ? 'button go' : 'button main go'} onClick={once}>
      {isAnswering && <Icon name="stop" />}
      {isStopping ? 'Stopping…' : isAnswering ? 'Stop' : 'Send'}
      {!isAnswering && <Icon name="send" />}
    </button>
  );
}

/** The second press of a double one would stop what the first one has sent. */
function once(event: MouseEvent): void {
  if (event.detail > 1) event.preventDefault();
}

function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void {
  if (!isSendKey(event, view.peek().enter)) return;
  event.preventDefault();
  submit();
}

function press(conversation: OpenConversation | undefined): void {
  if (conversation?.isAnswering.peek()) void stop();
  else submit();
}

/** Sends; with an id that cannot be, the focus goes to the id instead. */
function submit(): void {
  if (!current.peek() && faultOfId(wantedId.peek()) !== undefined) return document.getElementById('chat-id')?.focus();
  send();
  toEnd();
}

/** Height by script where the browser cannot do it by style. */
function fit(field: HTMLTextAreaElement | null): void {
  if (!field || CSS.supports('field-sizing', 'content')) return;
  field.style.blockSize = 'auto';
  field.style.blockSize = `${field.scrollHeight}px`;
}

/** Where the focus goes when a chat opens; a field that has it keeps it, and so does the list in which the open chat was deleted or brought back. Under a fine pointer the field takes the focus; under a finger a keyboard would jump up, so the title does. */
function takeFocus(field: HTMLTextAreaElement | null): void {
  if (document.activeElement === field || (keepsFocus.peek() && document.activeElement?.closest('nav'))) return;
  if (matchMedia('(pointer: fine)').matches) field?.focus({ preventScroll: true });
  else document.querySelector('h1')?.focus({ preventScroll: true });
}
