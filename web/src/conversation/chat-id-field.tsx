import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { chatExists } from '../api/client';
import { store } from '../list/chats';
import { addressOf } from '../state/address';
import { faultOfId, RULE } from './chat-id-rule';
import { wantedId } from './desk';

const AFTER_LAST_KEY_MS = 300;

/** A chat that has the typed id already. */
const existing = signal('');

/** The id that a new chat shall have: no pattern fights the typing, the rule stands below and answers at each key. */
export function ChatIdField(): JSX.Element {
  const id = wantedId.value;
  const fault = faultOfId(id) ?? takenBy(id);
  useEffect(() => {
    existing.value = '';
    if (id === '' || fault !== undefined) return undefined;
    const left = new AbortController();
    const timer = setTimeout(() => void look(id, left.signal), AFTER_LAST_KEY_MS);
    return () => (clearTimeout(timer), left.abort());
  }, [id]);
  return (
    <div class="field">
      <label for="chat-id">
        Chat id, <span>optional</span>
      </label>
      <input type="text" id="chat-id" value={id} autocomplete="off" autocapitalize="none" spellcheck={false} aria-invalid={fault !== undefined} aria-describedby="rule" onInput={({ currentTarget }) => (wantedId.value = currentTarget.value)} />
      <p class={fault === undefined ? 'rule' : 'rule bad'} id="rule">
        {fault ?? (existing.value === id && id !== '' ? <Exists id={id} /> : RULE)}
      </p>
    </div>
  );
}

/** Ids differ in more than case. The list knows only what it has loaded; of the rest the server tells. */
function takenBy(id: string): string | undefined {
  const other = store.all.value?.find((chat) => chat.id !== id && chat.id.toLowerCase() === id.toLowerCase());
  return other && `“${id}” is taken by “${other.id}”; ids differ in more than case.`;
}

const Exists = ({ id }: { readonly id: string }): JSX.Element => (
  <>
    This chat exists: your message continues it. <a href={addressOf(id)}>Open it</a>
  </>
);

async function look(id: string, signal: AbortSignal): Promise<void> {
  if (await chatExists(id, signal)) existing.value = id;
}
