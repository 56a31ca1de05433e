import type { JSX } from 'preact';
import { CopyButton } from '../parts/copy-button';
import { draftOf } from '../state/drafts';
import { stored } from '../state/stored';
import { ASKED_KEYS } from './asked-keys';
import { ChatIdField } from './chat-id-field';
import { faultOfId } from './chat-id-rule';
import { commandFor } from './command';
import { wantedId } from './desk';

/** So many letters of a long message are shown in the command; all of them are copied. */
const SHOWN = 1000;

/** The page of a new chat; a first visit is told what this is. */
export const NewChat = (): JSX.Element => (
  <div class="blank">
    <div>
      <p class="lead">
        Every question is saved before it is answered.
        <i class="mark" aria-hidden="true" />
      </p>
      {stored(ASKED_KEYS) === undefined && (
        <p class="sub">Close the tab, lose the network, come back tomorrow: the answer goes on without you and waits here. A square like this one closes every answer that is whole and saved.</p>
      )}
    </div>
    <ChatIdField />
    <Command />
  </div>
);

function Command(): JSX.Element {
  const id = wantedId.value;
  const { start, body } = commandFor(draftOf(undefined).value, faultOfId(id) === undefined ? id : '');
  return (
    <figure class="code">
      <figcaption>
        <span>The same from a script</span>
        <CopyButton text={() => `${start} \\\n  -d ${body}`} what="this command" />
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <pre tabIndex={0} role="region" aria-label="The same as a command">
        <code>
          <span class="hljs-built_in">curl</span>
          {start.slice('curl'.length)} \{'\n  -d '}
          <span class="hljs-string">{body.length > SHOWN ? `${body.slice(0, SHOWN)}…'` : body}</span>
        </code>
      </pre>
    </figure>
  );
}
