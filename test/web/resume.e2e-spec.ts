import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { HeldBack } from '../support/held-back.js';
import { ChatPage } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { answering } from '../support/scripted-ollama.js';

const WORDS = ['The ', 'capital ', 'of France ', 'is Paris 🙂', ' and no other.'];
const WHOLE = WORDS.join('');

describeInBrowser('a page that loses what it stands on', () => {
  let site: ChatPage;
  let page: Page;
  let reader: Reader;
  let held: HeldBack;
  beforeAll(async () => {
    site = await ChatPage.start();
  });
  beforeEach(async () => {
    held = new HeldBack(WORDS);
    site.chat.ollama.script = held.script;
    page = await site.open();
    reader = new Reader(page);
  });
  afterEach(async () => {
    held.release();
    site.proxy.mend();
    await page.context().close();
    await site.chat.ollama.idle();
    expect(site.faults).toEqual([]);
  });
  afterAll(() => site.close());

  /** Asks, and lets the first words come. */
  const begin = async (words = 2): Promise<void> => {
    await reader.ask('Capital?');
    held.release(words);
    await reader.sees(WORDS.slice(0, words).join('').trim());
  };
  const end = async (of = reader): Promise<void> => {
    held.release();
    await of.ends();
    expect(await of.text()).toBe(WHOLE);
    expect(await of.turns.count()).toBe(1);
  };

  it('goes on with the answer after a reload', async () => {
    await begin();
    await page.reload();
    await reader.sees('The capital');
    await end();
    expect(site.chat.ollama.questions.filter(({ messages }) => messages.at(-1)?.content === 'Capital?')).toHaveLength(1);
  });

  it('shows the same answer in a second tab, and the stop of one in the other', async () => {
    await begin();
    const second = new Reader(await site.open(`#/${reader.chatId}`, page.context()));
    await second.sees('The capital');
    held.release(1);
    await Promise.all([reader.sees('of France'), second.sees('of France')]);
    await second.press('Stop');
    await Promise.all([reader.sees('Stopped.'), second.sees('Stopped.')]);
    expect(await reader.text()).toBe(await second.text());
  });

  it('goes on after the network was lost in the middle of an answer, nothing double and nothing lost', async () => {
    await begin();
    site.proxy.cut();
    await reader.sees('Connection lost. The answer goes on at the server and continues here.');
    await reader.isTold(/The server does not answer\. Trying again in \d+ s\. What you write is kept here\./);
    held.release(2);
    site.proxy.mend();
    await reader.triesNow();
    await reader.sees('is Paris 🙂');
    await reader.isTold('The server is back.');
    await end();
  });

  it('finds the end of an answer that ended while the network was lost', async () => {
    await begin();
    site.proxy.cut();
    await reader.sees('Connection lost.');
    held.release();
    await site.chat.ollama.idle();
    site.proxy.mend();
    await reader.triesNow();
    await end();
  });

  it('keeps a question that could not be sent, across a reload too, and asks it once', async () => {
    const before = site.chat.ollama.questions.length;
    await reader.field.fill('Capital?');
    await page.route('**/chat', (route) => route.abort());
    await reader.field.press('Enter');
    await reader.sees('Not sent yet. It goes out as soon as the server answers.');
    const { chatId } = reader;
    await page.unroute('**/chat');
    await page.reload();
    held.release();
    await reader.ends();
    expect(reader.chatId).toBe(chatId);
    expect(await reader.turns.count()).toBe(1);
    expect(site.chat.ollama.questions.length - before).toBe(1);
  });

  it('asks once, although the answer to the sending was lost', async () => {
    const before = site.chat.ollama.questions.length;
    await page.route('**/chat', async (route) => {
      await route.fetch().catch(() => undefined);
      await route.abort();
    }, { times: 1 });
    held.release();
    await reader.ask('Capital?');
    await end();
    expect(site.chat.ollama.questions.length - before).toBe(1);
    expect(await site.chat.history(reader.chatId)).toHaveLength(3);
  });

  it('gives a question back that is not to be sent after all', async () => {
    await page.route('**/chat', (route) => route.abort());
    await reader.ask('Never mind');
    await reader.sees('Not sent yet.');
    await reader.press('Take it back');
    expect(await reader.field.inputValue()).toBe('Never mind');
    expect(await reader.turns.count()).toBe(0);
    await page.reload();
    expect(await reader.field.inputValue()).toBe('Never mind');
    expect(await reader.turns.count()).toBe(0);
  });

  it('keeps a draft for each chat and one for the new one', async () => {
    site.chat.ollama.script = answering(WORDS);
    await reader.ask('Capital?');
    await reader.ends();
    const { chatId } = reader;
    await reader.field.fill('half a thought');
    await page.goto(site.url('#/'));
    await reader.field.fill('a new thought');
    await page.goto(site.url(`#/${chatId}`));
    expect(await reader.field.inputValue()).toBe('half a thought');
    await page.reload();
    expect(await reader.field.inputValue()).toBe('half a thought');
    await page.goto(site.url('#/'));
    await page.reload();
    expect(await reader.field.inputValue()).toBe('a new thought');
  });

  it('reads one chat while another answers', async () => {
    await begin();
    const other = reader.chatId;
    site.chat.ollama.script = answering(['Another answer.']);
    await page.goto(site.url('#/'));
    await reader.ask('Another?');
    await reader.ends();
    held.release(1);
    await page.goto(site.url(`#/${other}`));
    await reader.sees('The capital of France');
    await end();
  });

  it('says that a chat was deleted in another place, and keeps its text on the page', async () => {
    await begin();
    await site.chat.remove(reader.chatId).expect(200);
    await page.getByText('This chat was deleted in another place.').waitFor();
    await reader.sees('The capital');
  });
});

describeInBrowser('a page whose server ends', () => {
  it('comes back with it, tells that the answer was interrupted, and goes on', async () => {
    const site = await ChatPage.start({ PARTIAL_SAVE_MS: '20' });
    const held = new HeldBack(WORDS);
    site.chat.ollama.script = held.script;
    const reader = new Reader(await site.open());
    await reader.ask('Capital?');
    held.release(2);
    await reader.sees('The capital');
    await site.chat.server.stop();
    await reader.sees('Connection lost.');
    await site.chat.restart();
    site.proxy.redirect(site.chat.server.url);
    await reader.sees(/Interrupted\. The server ended without warning/);
    site.chat.ollama.script = answering(['Paris, again.']);
    await reader.press('Try again');
    await reader.ends();
    expect(site.faults).toEqual([]);
    await site.close();
  });
});
