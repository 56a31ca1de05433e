import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, startBrowser } from '../support/browser.js';
import { ChatServer } from '../support/chat-server.js';
import { CuttableProxy } from '../support/cuttable-proxy.js';
import { HeldBack } from '../support/held-back.js';

const WORDS = ['The ', 'capital ', 'is ', 'Paris ', '🙂.'];

/** What the page keeps; as small as such a page can be. */
interface Watched {
  text: string;
  readonly ids: string[];
  end?: string;
  /** EventSource.CONNECTING 0, OPEN 1, CLOSED 2; as it was at its last error. */
  state: number;
}
declare const window: { watched: Watched };

describeInBrowser("a browser's EventSource", () => {
  let chat: ChatServer;
  let proxy: CuttableProxy;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    [chat, browser] = await Promise.all([ChatServer.start({ HEARTBEAT_MS: '100' }), startBrowser()]);
    proxy = await CuttableProxy.to(chat.server.url);
    page = await browser.newPage();
    await page.goto(`${proxy.url}/health`);
  });
  afterAll(async () => {
    await browser.close();
    await proxy.close();
    await chat.close();
  });

  const watch = (chatId: string): Promise<void> =>
    page.evaluate((id) => {
      const watched: Watched = { text: '', ids: [], state: 1 };
      window.watched = watched;
      const source = new EventSource(`/chat/stream/${id}`);
      const on = (type: string, tell: (data: { text: string; response: string }) => void): void =>
        source.addEventListener(type, (event) => {
          const { data, lastEventId } = event as MessageEvent;
          watched.ids.push(lastEventId);
          tell(JSON.parse(data));
        });
      on('turn-start', () => (watched.text = ''));
      on('text-delta', ({ text }) => (watched.text += text));
      on('turn-end', ({ response }) => (watched.end = response));
      source.addEventListener('error', () => (watched.state = source.readyState));
    }, chatId);
  const watched = (): Promise<Watched> => page.evaluate(() => window.watched);
  const until = async (isSo: (watched: Watched) => boolean): Promise<void> => {
    while (!isSo(await watched()));
  };
  const begin = async (chatId: string): Promise<{ held: HeldBack; answer: Promise<{ body: { response: string } }> }> => {
    const held = new HeldBack(WORDS);
    chat.ollama.script = held.script;
    const asked = chat.ollama.asked(chat.ollama.questions.length + 1);
    const answer = chat.ask('q', chatId).then((response) => response);
    await asked;
    return { held, answer };
  };

  it('follows an answer to its end, then is told that there is no more', async () => {
    const { held, answer } = await begin('followed');
    await watch('followed');
    for (const word of WORDS) {
      held.release(1);
      await until(({ text }) => text.endsWith(word));
    }
    held.release();
    await until(({ state }) => state === 2);
    expect(await watched()).toMatchObject({ text: WORDS.join(''), end: WORDS.join('') });
    expect((await answer).body.response).toBe(WORDS.join(''));
  });

  it('comes back after the network was lost and goes on exactly where it was', async () => {
    const { held } = await begin('lost');
    await watch('lost');
    held.release(2);
    await until(({ text }) => text === 'The capital ');
    proxy.cut();
    held.release(1);
    await until(({ state }) => state === 0);
    proxy.mend();
    held.release();
    await until(({ end }) => end !== undefined);
    const { text, ids } = await watched();
    expect(text).toBe(WORDS.join(''));
    expect(ids.filter((id) => id.endsWith('.1'))).toHaveLength(1);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
