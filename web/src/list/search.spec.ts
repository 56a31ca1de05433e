import type { Chat, ChatPage } from './chat';
import { ManualClock, settled } from './manual-clock';
import { Search, type SearchEffects, type SearchQuery } from './search';

const chat = (id: string, title = id): Chat => ({ id, title, created_at: '', last_updated: '', message_count: 3, answering: false });

class Server implements SearchEffects {
  readonly asked: SearchQuery[] = [];
  readonly said: string[] = [];
  readonly signals: AbortSignal[] = [];
  pages: (ChatPage | Error)[] = [];
  private answer: (() => void)[] = [];
  /** An abort may come too late for an answer that is there already. */
  isLate = false;

  read(query: SearchQuery, signal: AbortSignal): Promise<ChatPage> {
    this.asked.push(query);
    this.signals.push(signal);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => this.isLate || reject(new DOMException('gone', 'AbortError')));
      this.answer.push(() => {
        const page = this.pages.shift() ?? { chats: [], next: null };
        if (page instanceof Error) reject(page);
        else resolve(page);
      });
    });
  }

  announce(sentence: string): void {
    this.said.push(sentence);
  }

  /** Answers everything, the newest question first. */
  async answers(): Promise<void> {
    for (const answer of this.answer.splice(0).toReversed()) answer();
    await settled();
  }
}

describe('the search', () => {
  let clock: ManualClock;
  let server: Server;
  let search: Search;
  const found = (): string | undefined => search.results.value?.chats.map(({ id }) => id).join(' ');
  beforeEach(() => {
    clock = new ManualClock();
    server = new Server();
    search = new Search(clock, server);
  });

  const typed = async (text: string, ...pages: (ChatPage | Error)[]): Promise<void> => {
    server.pages = pages;
    search.type(text);
    await clock.pass(200);
    await server.answers();
  };

  it('asks 200 ms after the last key', async () => {
    for (const text of ['b', 'ba', 'bac']) {
      search.type(text);
      await clock.pass(199);
    }
    expect(server.asked).toEqual([]);
    await clock.pass(1);
    expect(server.asked).toEqual([{ q: 'bac' }]);
  });

  it.each([false, true])('aborts the older request, and heeds neither its end nor its answer (late: %s)', async (isLate) => {
    server.isLate = isLate;
    search.type('one');
    await clock.pass(200);
    search.type('one two');
    expect(server.signals[0]?.aborted).toBe(true);
    await clock.pass(200);
    server.pages = [{ chats: [chat('right')], next: null }, { chats: [chat('late')], next: null }];
    await server.answers();
    expect([search.results.value?.q, found(), search.fault.value]).toEqual(['one two', 'right', undefined]);
  });

  it('does not ask again for the same words', async () => {
    await typed('a b', { chats: [], next: null });
    search.type('a  B ');
    await clock.pass(1000);
    expect(server.asked).toHaveLength(1);
  });

  it('puts titles with all the words first, each part in the server’s order, and later pages behind', async () => {
    await typed('sea', { chats: [chat('1', 'x'), chat('2', 'The Sea'), chat('3', 'y'), chat('4', 'sea')], next: 'more' });
    expect([found(), search.countWords(4)]).toEqual(['2 4 1 3', 'more than 4 chats with “sea”']);
    server.pages = [{ chats: [chat('3', 'y'), chat('5', 'z'), chat('6', 'Sea')], next: null }];
    const loading = search.more();
    await server.answers();
    await loading;
    expect([found(), server.asked[1], search.countWords(6)]).toEqual(['2 4 1 3 6 5', { q: 'sea', cursor: 'more', isAll: false }, '6 chats with “sea”']);
    expect(search.countWords(1)).toBe('1 chat with “sea”');
  });

  it('says that it searches after 400 ms, until there is an answer', async () => {
    search.type('sea');
    await clock.pass(599);
    expect(search.isSlow.value).toBe(false);
    await clock.pass(1);
    expect(search.isSlow.value).toBe(true);
    await server.answers();
    expect([search.isSlow.value, found()]).toEqual([false, '']);
  });

  it('announces how many were found half a second after the last key', async () => {
    await typed('sea', { chats: [chat('1'), chat('2')], next: null });
    expect(server.said).toEqual([]);
    await clock.pass(300);
    expect(server.said).toEqual(['2 chats found.']);
    await typed('none');
    await clock.pass(300);
    expect(server.said.at(-1)).toBe('No chats found.');
    await typed('many', { chats: [chat('1')], next: 'more' });
    search.type('manyx');
    await clock.pass(100);
    expect(server.said).toHaveLength(2);
  });

  it('is over when it is cleared, whatever was on its way', async () => {
    search.type('sea');
    await clock.pass(200);
    search.clear();
    await server.answers();
    await clock.pass(1000);
    expect([search.isOn.value, search.results.value, search.isSlow.value, server.said]).toEqual([false, undefined, false, []]);
  });

  it('tells why it failed, and forgets that with the next', async () => {
    await typed('sea', new Error('disk'));
    expect([search.fault.value, search.isSlow.value]).toEqual([new Error('disk'), false]);
    await typed('seas', { chats: [chat('1')], next: null });
    expect([search.fault.value, found()]).toEqual([undefined, '1']);
  });
});
