import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../parts/icon';
import { addressOf } from '../state/address';
import { choosing, search, store } from './chats';
import type { Chat } from './chat';
import { afterRender } from './focus';
import type { Row } from './groups';
import { RowList } from './row-list';
import type { Results } from './search';
import { isFreeId } from './source';
import { NotLoaded } from './told';

const NONE: readonly string[] = [];

/** What a search has found, in place of all chats. */
export function FoundChats(): JSX.Element | null {
  if (!search.isOn.value) return null;
  const results = search.results.value;
  const rows = rowsOf(results);
  const more = results && results.next !== null && search.fault.value === undefined ? (): void => void search.more() : undefined;
  const groups = results && rows.length > 0 ? [{ title: search.countWords(rows.length), rows }] : [];
  return (
    <div class="lists">
      <RowList groups={search.isSlow.value ? [] : groups} words={results?.words ?? NONE} head={<Head results={results} count={rows.length} />} more={more}>
        <Told results={results} count={rows.length} />
      </RowList>
    </div>
  );
}

/** What was found, without what is deleted, as it is now. */
function rowsOf(results: Results | undefined): readonly Row[] {
  const { value: gone } = store.gone;
  return (results?.chats ?? []).filter(({ id }) => !gone.has(id)).map((chat) => ({ chat: newest(chat), at: chat.last_updated }));
}

function newest(found: Chat): Chat {
  const known = store.find(found.id);
  const isNews = known && (known.title !== found.title || known.answering !== found.answering);
  return isNews ? { ...found, title: known.title, answering: known.answering } : found;
}

function Told({ results, count }: { readonly results: Results | undefined; readonly count: number }): JSX.Element | null {
  if (search.fault.value !== undefined) return <NotLoaded fault={search.fault.value} again={() => (results ? search.more() : search.ask())} />;
  if (search.isSlow.value) return <h3>Searching…</h3>;
  if (!results) return null;
  if (count > 0) return null;
  return (
    <div class="none">
      <p>No chat has “{results.q}” in its title or text.</p>
      <button type="button" class="button" onClick={clear}>
        Clear the search
      </button>
    </div>
  );
}

const Head = ({ results, count }: { readonly results: Results | undefined; readonly count: number }): JSX.Element => (
  <>
    <First text={search.text.value.trim()} isStop={count === 0} />
    {results && count > 0 && choosing.isOn.value && <ChooseAll results={results} count={count} />}
  </>
);

function clear(): void {
  search.clear();
  afterRender(() => document.querySelector<HTMLElement>('.find input')?.focus());
}

function ChooseAll({ results, count }: { readonly results: Results; readonly count: number }): JSX.Element {
  return (
    <button type="button" class="button all" onClick={() => void chooseAll()}>
      Choose all {results.next === null ? `${count.toLocaleString('en')} found` : 'found'}
    </button>
  );
}

async function chooseAll(): Promise<void> {
  await search.more(true);
  choosing.set(rowsOf(search.results.peek()).map(({ chat }) => chat.id));
}

/** The first row: a new chat, with what was typed as its id where that can be. */
function First({ text, isStop }: { readonly text: string; readonly isStop: boolean }): JSX.Element {
  const free = useSignal<string | undefined>(undefined);
  useEffect(() => {
    const asking = new AbortController();
    const find = async (): Promise<void> => {
      if (await isFreeId(text, asking.signal)) free.value = text;
    };
    if (search.results.value) void find();
    return () => asking.abort();
  }, [text, search.results.value]);
  const id = free.value === text ? text : undefined;
  return (
    <ul role="list" class="first">
      <li class="chat">
        <a href={addressOf(id)} data-stop tabIndex={isStop ? 0 : -1}>
          <Icon name="new" />
          <span class="title">{id === undefined ? 'New chat' : `Begin a chat with the id ${id}`}</span>
        </a>
      </li>
    </ul>
  );
}
