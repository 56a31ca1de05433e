import type { Chat, ChatPage } from './chat';
import { ChatStore } from './chat-store';
import { settled } from './manual-clock';

const chat = (id: string, last_updated: string, more: Partial<Chat> = {}): Chat => ({ id, title: `Title ${id}`, created_at: last_updated, last_updated, message_count: 3, answering: false, ...more });

/** A server with chats, whose answers can be held back. */
class Lists {
  chats: Chat[] = [];
  size = 3;
  asked = 0;
  running = 0;
  most = 0;
  fault: Error | undefined;
  private held: Promise<void> = Promise.resolve();
  private letGo: (() => void) | undefined;

  readonly read = async (cursor?: string): Promise<ChatPage> => {
    this.asked++;
    this.most = Math.max(this.most, ++this.running);
    const from = cursor === undefined ? 0 : this.chats.findIndex(({ last_updated }) => last_updated < cursor);
    const page = from < 0 ? [] : this.chats.slice(from, from + this.size);
    const next = from >= 0 && from + this.size < this.chats.length ? page.at(-1)!.last_updated : null;
    await this.held;
    this.running--;
    if (this.fault) throw this.fault;
    return { chats: page, next };
  };

  hold(): void {
    this.held = new Promise((done) => (this.letGo = done));
  }

  release(): void {
    this.letGo?.();
    this.held = Promise.resolve();
  }
}

describe('the store of chats', () => {
  let lists: Lists;
  let store: ChatStore;
  const shown = (): string => store.rows.value.map(({ chat }) => chat.id).join('');
  beforeEach(async () => {
    lists = new Lists();
    lists.chats = 'hgfedcba'.split('').map((id, place) => chat(id, `2026-01-0${8 - place}`));
    store = new ChatStore(lists.read, () => '2026-02-01');
    await store.refresh();
  });

  it('loads page after page, to the end', async () => {
    expect([shown(), store.next.value]).toEqual(['hgf', '2026-01-06']);
    await store.more();
    await store.more();
    expect([shown(), store.next.value]).toEqual(['hgfedcba', null]);
    await store.more();
    expect(lists.asked).toBe(3);
  });

  it('never has two requests at once', async () => {
    await Promise.all([store.refresh(), store.more(), store.refresh(), store.more()]);
    expect([lists.most, shown()]).toEqual([1, 'hgfedc']);
  });

  it('takes in what has changed at the beginning, and keeps what is loaded', async () => {
    await store.more();
    lists.chats = [chat('c', '2026-01-10'), chat('z', '2026-01-09'), ...lists.chats.filter(({ id }) => id !== 'c' && id !== 'h')];
    await store.refresh();
    expect([shown(), [...store.vanished.value]]).toEqual(['czgfed', ['h']]);
  });

  it('reads on until old and new meet, and begins anew when they never do', async () => {
    await store.more();
    lists.chats = [...'rqponm'.split('').map((id, place) => chat(id, `2026-01-${20 - place}`)), ...lists.chats];
    await store.refresh();
    expect(shown()).toBe('rqponmhgfedc');
    lists.chats = [...Array.from({ length: 60 }, (_, place) => chat(`n${place}`, `2026-03-${99 - place}`)), ...lists.chats];
    await store.refresh();
    expect(store.rows.value).toHaveLength(30);
    expect([...store.vanished.value]).toEqual([]);
    while (store.next.value !== null) await store.more();
    expect(store.rows.value.map(({ chat }) => chat.id)).toEqual(lists.chats.map(({ id }) => id));
  });

  it('leaves every row where it is while it is frozen, with its news', async () => {
    store.freeze();
    lists.chats = [chat('f', '2026-01-10', { answering: true }), chat('z', '2026-01-09'), ...lists.chats.slice(1).filter(({ id }) => id !== 'f')];
    await store.refresh();
    expect([shown(), store.rows.value[2]]).toEqual(['hgf', { at: '2026-01-06', chat: lists.chats[0] }]);
    await store.more();
    expect(shown()).toBe('hgfedc');
    store.thaw();
    expect(shown()).toBe('fzgedc');
  });

  it('shows the first rows even while it is frozen: there was no order yet', async () => {
    store = new ChatStore(lists.read);
    store.freeze();
    await store.refresh();
    expect(shown()).toBe('hgf');
  });

  it('shows a chat that was just begun at once, frozen or not, and believes no answer that was on its way', async () => {
    store.freeze();
    lists.hold();
    const refreshing = store.refresh();
    await settled();
    store.noteTurn('new', { title: 'New', answering: true });
    expect([shown(), store.isAnswering.value]).toEqual(['newhgf', true]);
    lists.chats = [chat('new', '2026-02-01', { title: 'New', answering: true }), ...lists.chats];
    lists.release();
    await refreshing;
    expect([shown(), store.find('new')?.answering]).toEqual(['newhgf', true]);
    store.noteTurn('new', { answering: false });
    expect([store.find('new')?.title, store.isAnswering.value]).toEqual(['New', false]);
  });

  it('takes a chat that was begun before the list had come for no reason to read all of it', async () => {
    store = new ChatStore(lists.read);
    store.noteTurn('h', { title: 'Title h', answering: true });
    lists.asked = 0;
    await store.refresh();
    expect([shown(), lists.asked]).toEqual(['hgf', 1]);
  });

  it('renames a chat where it stands', () => {
    store.retitle('g', 'Another');
    expect([shown(), store.find('g')?.title]).toEqual(['hgf', 'Another']);
  });

  it('hides, shows again and drops', async () => {
    store.hide(['g']);
    expect(shown()).toBe('hf');
    await store.refresh();
    expect(shown()).toBe('hf');
    store.unhide(['g']);
    expect(shown()).toBe('hgf');
    lists.hold();
    const refreshing = store.refresh();
    await settled();
    store.hide(['h']);
    lists.chats = lists.chats.slice(1);
    store.drop(['h']);
    lists.release();
    await refreshing;
    expect([shown(), [...store.vanished.value]]).toEqual(['gfe', []]);
  });

  it('does not take back a chat from a page that was on its way when the chat was deleted', async () => {
    lists.hold();
    const loading = store.more();
    await settled();
    lists.chats = lists.chats.filter(({ id }) => id !== 'd');
    store.drop(['d']);
    lists.release();
    await loading;
    expect(shown()).toBe('hgfecb');
  });

  it('tells why it could not load, keeps what it has, and forgets that when it could', async () => {
    lists.fault = new Error('disk');
    await store.more();
    expect([shown(), store.fault.value]).toEqual(['hgf', lists.fault]);
    lists.fault = undefined;
    await store.more();
    expect([shown(), store.fault.value]).toEqual(['hgfedc', undefined]);
  });
});
