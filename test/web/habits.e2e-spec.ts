import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { HeldBack } from '../support/held-back.js';
import { ChatPage } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { answering } from '../support/scripted-ollama.js';

const WORDS = ['The capital', ' of France', ' is Paris.'];

describeInBrowser('living with the page', () => {
  let site: ChatPage;
  beforeAll(async () => {
    site = await ChatPage.start({ MAX_WAITING: '0', MAX_TURNS: '2' });
  });
  beforeEach(() => {
    site.chat.ollama.script = answering(WORDS);
  });
  afterEach(async () => {
    for (const context of site.browser.contexts()) await context.close();
    expect(site.faults).toEqual([]);
  });
  afterAll(() => site.close());

  const open = async (...of: Parameters<ChatPage['open']>): Promise<Reader> => new Reader(await site.open(...of));
  const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName.toLowerCase() || '');
  /** Another place asks, and the answer is held back. */
  const askElsewhere = async (chatId: string): Promise<HeldBack> => {
    const held = new HeldBack(WORDS);
    site.chat.ollama.script = held.script;
    const asked = site.chat.ollama.asked(site.chat.ollama.questions.length + 1);
    void site.chat.ask('Elsewhere?', chatId).then(() => undefined);
    await asked;
    held.release(1);
    return held;
  };

  it('needs no pointer: ask, stop, find, open, rename, delete and take back by keys alone', async () => {
    const reader = await open();
    const { page } = reader;
    expect(await focused(page)).toBe('message');
    await page.keyboard.type('Keys only?');
    await page.keyboard.press('Enter');
    await reader.ends();
    const { chatId } = reader;
    expect(await focused(page)).toBe('message');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('keys only');
    await page.getByText(/^\d+ chats? with/).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(reader.chatId).toBe(chatId);
    await page.locator('nav [aria-current=page]:visible').focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('Renamed by keys');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Renamed by keys' }).waitFor();
    await page.locator('nav [aria-current=page]:visible').focus();
    await page.keyboard.press('Delete');
    await page.getByText('Deleted “Renamed by keys”').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByRole('link', { name: 'Renamed by keys' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest('nav') !== null)).toBe(true);
    expect((await site.chat.get(`/chat/history/${chatId}`)).status).toBe(200);
  });

  it('leads past the list by its first two links', async () => {
    const { page } = await open();
    const stops = page.locator('a, button, input, textarea');
    expect(await stops.nth(0).innerText()).toBe('Skip to the conversation');
    await stops.nth(0).focus();
    expect(await stops.nth(0).boundingBox()).toMatchObject({ y: expect.closeTo(8, 0) });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('message');
  });

  it('keeps the focus in the message field while a chat begins, under a finger too', async () => {
    const reader = await open('', await site.context({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } }));
    expect(await focused(reader.page)).toBe('h1');
    await reader.field.tap();
    await reader.ask('Touched?');
    await reader.ends();
    expect(await focused(reader.page)).toBe('message');
  });

  it('remembers theme, type and spacing, before the first paint', async () => {
    const { page } = await open('', await site.context({ colorScheme: 'light' }));
    await page.getByRole('button', { name: 'View and keys' }).click();
    await page.getByText('Dark', { exact: true }).click();
    await page.getByText('Plain type').click();
    await page.getByText('Compact').click();
    await page.route('**/assets/*.js', (route) => route.abort());
    await page.reload();
    expect(await page.evaluate(() => Object.fromEntries(Object.entries(document.documentElement.dataset)))).toEqual({ theme: 'dark', type: 'plain', density: 'compact' });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(20, 24, 22)');
  });

  it('can start a line by Enter and send by Ctrl + Enter', async () => {
    const reader = await open();
    await reader.press('View and keys');
    await reader.page.getByText('Starts a line', { exact: true }).click();
    await reader.page.keyboard.press('Escape');
    await reader.field.click();
    await reader.page.keyboard.type('one');
    await reader.page.keyboard.press('Enter');
    await reader.page.keyboard.type('two');
    expect(await reader.field.inputValue()).toBe('one\ntwo');
    await reader.page.keyboard.press('Control+Enter');
    await reader.ends();
  });

  it('shows what another place asks in the open chat, and says when it is busy', async () => {
    await site.chat.ask('First?', 'shared').expect(200);
    const reader = await open('#/shared');
    await reader.ends();
    await reader.page.route('**/chat/history?*', (route) => route.abort());
    const held = await askElsewhere('shared');
    await reader.ask('Mine?');
    await reader.isTold(/This chat is busy\. .*Your text is kept\./);
    expect(await reader.field.inputValue()).toBe('Mine?');
    await reader.page.unroute('**/chat/history?*');
    await reader.page.reload();
    await reader.sees('The capital');
    held.release();
    await reader.ends();
    expect(await reader.turns.count()).toBe(2);
  });

  it('asks a question that waits once, although two tabs have it', async () => {
    const held = new HeldBack(WORDS);
    site.chat.ollama.script = held.script;
    const first = await open();
    await first.ask('First?');
    held.release(1);
    await first.sees('The capital');
    await first.ask('And then?');
    const second = await open(`#/${first.chatId}`, first.page.context());
    await second.isTold('Next: And then?');
    const before = site.chat.ollama.questions.length;
    site.chat.ollama.script = answering(['Then this.']);
    held.release();
    await Promise.all([first.sees('Then this.'), second.sees('Then this.')]);
    expect(site.chat.ollama.questions.length - before).toBe(1);
    expect(await site.chat.history(first.chatId)).toHaveLength(5);
    await second.page.locator('.notes .note').waitFor({ state: 'detached' });
  });

  it('shows at once in one tab what another one asks and is answered', async () => {
    const first = await open('#/tabs');
    const second = await open('#/tabs', first.page.context());
    await first.ask('First?');
    await second.ends();
    await first.ask('Second?');
    await second.turns.nth(1).getByText('12 tokens', { exact: true }).waitFor();
  });

  it('does not send in one tab what was taken back in another', async () => {
    const context = await site.context();
    await context.route('**/chat', (route) => route.abort());
    const first = await open('#/unsent', context);
    await first.ask('Never mind');
    await first.sees('Not sent yet.');
    const second = await open('#/unsent', context);
    await second.sees('Not sent yet.');
    await first.press('Take it back');
    await second.turns.waitFor({ state: 'detached' });
    expect((await site.chat.get('/chat/history/unsent')).status).toBe(404);
  });

  it('never leaves an empty page, whatever it is sent', async () => {
    await site.chat.ask('q', 'strange').expect(200);
    const context = await site.context();
    await context.route('**/chat/history/strange', async (route) => {
      const body = JSON.parse(await (await route.fetch()).text());
      body.history.messages[1].content = { not: 'a text' };
      await route.fulfill({ json: body });
    });
    const { page } = await open('#/strange', context);
    await page.getByText('This chat cannot be shown.').waitFor();
    await page.getByRole('link', { name: 'New chat' }).click();
    await page.getByText('The same from a script').waitFor();
  });

  it('shows what another place has asked and was answered before the list heard of it', async () => {
    const reader = await open();
    await reader.ask('Mine?');
    await reader.ends();
    await site.chat.ask('Elsewhere?', reader.chatId).expect(200);
    await reader.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await reader.page.getByRole('heading', { name: 'Elsewhere?' }).waitFor();
    expect(await reader.turns.count()).toBe(2);
  });

  it('sends again by itself when the server has too many questions at once', async () => {
    const held = await Promise.all([askElsewhere('one'), askElsewhere('two')]);
    const reader = await open();
    await reader.ask('And I?');
    await reader.sees(/Too many questions at once\. Sending again in \d s\./);
    for (const answer of held) answer.release();
    site.chat.ollama.script = answering(WORDS);
    await reader.ends();
  });

  it('leaves its connection to others when nobody looks at it for 30 seconds, and goes on when somebody does', async () => {
    const reader = await open();
    const { page } = reader;
    await page.clock.install();
    const held = new HeldBack(WORDS);
    site.chat.ollama.script = held.script;
    await reader.ask('Hidden?');
    held.release(1);
    await reader.sees('The capital');
    const look = (state: string): Promise<void> =>
      page.evaluate((visibility) => {
        Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
        Object.defineProperty(document, 'hidden', { value: visibility === 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    const left = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/chat'));
    await look('hidden');
    await page.clock.fastForward(31_000);
    await left;
    held.release();
    await site.chat.ollama.idle();
    await look('visible');
    await page.clock.runFor(2000);
    await reader.ends();
    expect(await reader.text()).toBe(WORDS.join(''));
  });

  it('says in the title that an answer has come while nobody looked', async () => {
    const reader = await open();
    const { page } = reader;
    const held = new HeldBack(WORDS);
    site.chat.ollama.script = held.script;
    await reader.ask('News?');
    held.release(1);
    await reader.sees('The capital');
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    held.release();
    await page.waitForFunction(() => document.title === 'New answer: News?');
  });

  it('says that this device is offline only where the server is elsewhere', async () => {
    const reader = await open();
    await reader.page.context().setOffline(true);
    await reader.ask('Offline?');
    await reader.sees('Not sent yet.');
    await reader.isTold('The server does not answer.');
    await reader.page.context().setOffline(false);
    await reader.triesNow();
    await reader.ends();
  });

  it('says once that drafts are not kept where the browser refuses storage, and works all the same', async () => {
    const context = await site.context();
    await context.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    const reader = await open('', context);
    await reader.ask('Without storage?');
    await reader.ends();
    await reader.isTold('Drafts are not kept: this browser refuses storage. All that is sent is saved at the server.');
  });

  it('takes the direction of each text from the text', async () => {
    site.chat.ollama.script = answering(['سلام دنیا']);
    const reader = await open();
    await reader.ask('سلام؟');
    await reader.ends();
    const directions = (): Promise<string[]> => reader.page.evaluate(() => ['.question', '.prose p'].map((name) => getComputedStyle(document.querySelector(name)!).direction));
    expect(await directions()).toEqual(['rtl', 'rtl']);
  });

  it('prints the conversation alone', async () => {
    const reader = await open();
    await reader.ask('On paper?');
    await reader.ends();
    await reader.page.emulateMedia({ media: 'print' });
    expect(await reader.page.locator('nav').isVisible()).toBe(false);
    expect(await reader.field.isVisible()).toBe(false);
    expect(await reader.answer.isVisible()).toBe(true);
    expect(await reader.answer.getByText('12 tokens', { exact: true }).isVisible()).toBe(true);
  });
});
