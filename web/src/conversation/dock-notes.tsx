import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from '../parts/icon';
import { about } from '../state/about';
import { giveBack } from '../state/drafts';
import { isOffline } from '../state/offline';
import { status } from '../list/status';
import { CopyButton } from '../parts/copy-button';
import { reachable } from '../state/reachable';
import { storageRefused } from '../state/stored';
import { dockNote, send } from './desk';
import { focusMessage } from './focus';
import { next, type NextQuestion, setNext } from './next-question';
import type { OpenConversation } from './open-conversation';
import { Sentence } from './sentence';
import { commandIn } from './words';

/** What is to be said by the message field. */
export const DockNotes = ({ conversation }: { readonly conversation: OpenConversation | undefined }): JSX.Element => (
  <div class="notes">
    {storageRefused.value && <Note name="Storage" icon="warn" strong="Drafts are not kept:" children="this browser refuses storage. All that is sent is saved at the server." />}
    {isOffline.value ? <Note name="Connection" icon="away" strong="This device is offline." children="What you write is kept and goes out when it is back." /> : <Connection />}
    {reachable.state.value === 'yes' && <Trouble conversation={conversation} />}
    <Refusal conversation={conversation} />
    {conversation && next.value && <Next chatId={conversation.chatId} question={next.value} />}
  </div>
);

interface NoteProps {
  readonly name: string;
  readonly icon: IconName;
  readonly strong?: string;
  readonly kind?: 'plain' | 'failed';
  readonly buttons?: ComponentChildren;
  readonly children: ComponentChildren;
}

const Note = ({ name, icon, strong, kind, buttons, children }: NoteProps): JSX.Element => (
  <div class={kind ? `note ${kind}` : 'note'} role="group" aria-label={name}>
    <Icon name={icon} />
    <p>
      {strong !== undefined && <b>{strong}</b>} {children}
    </p>
    {buttons}
  </div>
);

const NoteButton = ({ onClick, children }: { readonly onClick: () => void; readonly children: string }): JSX.Element => (
  <button type="button" class="tool" onClick={onClick}>
    {children}
  </button>
);

function Connection(): JSX.Element | null {
  const state = reachable.state.value;
  if (state === 'back') return <Note name="Connection" icon="done" kind="plain" children="The server is back." />;
  if (state !== 'away') return null;
  const url = about.value?.api_url;
  const when = `Trying again in ${reachable.seconds.value} s.`;
  return (
    <Note name="Connection" icon="away" strong={url === undefined ? 'The server does not answer.' : `The server at ${url} does not answer.`} buttons={<NoteButton onClick={() => reachable.tryNow()}>Try now</NoteButton>}>
      {url === undefined ? `${when} What you write is kept here.` : `It is set by API_URL. ${when}`}
    </Note>
  );
}

/** What stands in the way of an answer, before one asks; where the last answer says the same it is enough. */
function Trouble({ conversation }: { readonly conversation: OpenConversation | undefined }): JSX.Element | null {
  const trouble = status.value?.trouble;
  const last = conversation?.turns.value.at(-1)?.answer;
  const isSaid = last?.code === trouble?.code && last?.detail !== undefined;
  if (!trouble || trouble.code === 'model_loading' || isSaid) return null;
  const command = commandIn(trouble.message);
  return (
    <Note name="The model" icon="away" buttons={command !== undefined && <CopyButton text={() => command} what="" label="Copy command" isSmall={false} />}>
      <Sentence text={trouble.message} />
    </Note>
  );
}

const STRONG: Readonly<Record<string, string>> = { chat_busy: 'This chat is busy.', context_overflow: 'Too long for this model.', chat_deleted: 'This chat was deleted.', stop: 'Not stopped:' };

function Refusal({ conversation }: { readonly conversation: OpenConversation | undefined }): JSX.Element | null {
  const note = dockNote.value;
  if (!note || note.chatId !== conversation?.chatId) return null;
  const again = note.code === 'chat_busy' && <NoteButton onClick={send}>Send again</NoteButton>;
  const isOwn = note.code !== 'stop';
  return (
    <Note name="Not sent" icon="warn" kind="failed" strong={STRONG[note.code] ?? 'Not sent:'} buttons={[again, <CloseButton />]}>
      <Sentence text={note.sentence} />
      {isOwn && ' Your text is kept.'}
    </Note>
  );
}

const CloseButton = (): JSX.Element => (
  <button type="button" class="tool" aria-label="Close this note" onClick={() => (dockNote.value = undefined)}>
    <Icon name="close" />
  </button>
);

function Next({ chatId, question: { text } }: { readonly chatId: string; readonly question: NextQuestion }): JSX.Element {
  const remove = (): void => setNext(chatId, undefined);
  const edit = (): void => {
    giveBack(chatId, text);
    remove();
    focusMessage();
  };
  return (
    <Note name="Next question" icon="send" strong="Next:" kind="plain" buttons={[<NoteButton onClick={edit}>Edit</NoteButton>, <NoteButton onClick={remove}>Remove</NoteButton>]}>
      <span class="cut-short">{text}</span>
    </Note>
  );
}
