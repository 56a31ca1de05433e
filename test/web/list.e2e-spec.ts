import { rm } from 'node:fs/promises';
import type { Page, Route } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { HeldBack } from '../support/held-back.js';
import { ListReader } from '../support/list-reader.js';
import { daysAgo, originalChats } from '../support/original-chats.js';
import { ChatPage } from '../support/page.js';

const problem = (detail: string): { readonly status: number; readonly contentType: string; readonly body: string } => ({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'Storage failed', status: 503, detail, code: 'storage_failed', success: false }) });
const isList = (url: string): boolean => url.includes('/chat/history?');

describeInBrowser('the list of chats in the page', () => {
  let folder: string;
  let site: ChatPage;
  let page: Page;
  let list: ListReader;
  beforeAll(async () => {
    folder = await originalChats([
      { id: 'backup', title: 'Nightly backup', at: daysAgo(0, 2) },
      { id: 'bread', title: 'Sourdough', at: daysAgo(0, 1) },
      { id: 'letter', title: 'Letter to the landlord', at: daysAgo(1) },
      { id: 'boat', title: 'A name for a small boat', at: daysAgo(3) },
      { id: 'soup', title: '<b>Barley</b> soup', at: new Date(2020, 4, 10) },
      { id: 'tax', title: '', at: new Date(2020, 3, 10) },
    ]);
    site = await ChatPage.start({ CHATS_DIR: folder });
  });
  beforeEach(async () => {
    page = await (await site.context()).newPage();
    await page.clock.install();
    list = new ListReader(page);
  });
  afterEach(async () => {
    await page.context().close();
    expect(site.faults).toEqual([]);
  });
  afterAll(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  const open = async (path = ''): Promise<void> => {
    await page.goto(site.url(path));
    await list.row('Sourdough').waitFor();
  };

  it('shows every chat in its group, by name, with an address of its own', async () => {
    await open('#/bread');
    const groups = await list.list.getByRole('region').evaluateAll((sections) => sections.map((section) => [section.querySelector('h3')?.textContent, ...[...section.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')])]));
    expect(groups).toEqual([
      ['Today', ['Nightly backup', '#/backup'], ['Sourdough', '#/bread']],
      ['Yesterday', ['Letter to the landlord', '#/letter']],
      ['Last 7 days', ['A name for a small boat', '#/boat']],
      ['May 2020', ['<b>Barley</b> soup', '#/soup']],
      ['April 2020', ['tax', '#/tax']],
    ]);
    expect(await list.list.locator('[aria-current]').allInnerTexts()).toEqual(['Sourdough']);
  });

  it('opens a chat here, or in a tab of its own', async () => {
    await open();
    await list.link('Letter to the landlord').click();
    await list.list.locator('[data-chat="letter"] [aria-current="page"]').waitFor();
    expect(page.url()).toBe(site.url('#/letter'));
    const [tab] = await Promise.all([page.context().waitForEvent('page'), list.link('Sourdough').click({ modifiers: ['Control'] })]);
    expect(tab.url()).toBe(site.url('#/bread'));
    expect(page.url()).toBe(site.url('#/letter'));
    await list.list.getByRole('link', { name: 'New chat' }).click();
    expect(page.url()).toBe(site.url('#/'));
  });

  it('says that it loads once that takes longer than 400 ms, and not before', async () => {
    const held: Route[] = [];
    await page.route('**/chat/history?*', (route) => void held.push(route));
    await page.clock.pauseAt(Date.now() + 1000);
    await page.goto(site.url());
    await list.search.waitFor();
    await page.clock.runFor(390);
    expect(await list.list.getByText('Loading').count()).toBe(0);
    await page.clock.runFor(100);
    await list.says('Loading chats…');
    for (const route of held) await route.continue();
    await list.row('Sourdough').waitFor();
    expect(await list.list.getByText('Loading').count()).toBe(0);
  });

  it('says why it could not be loaded, and tries again when it is told to', async () => {
    await page.route('**/chat/history?*', (route) => route.fulfill(problem('The folder is gone.')));
    await page.goto(site.url());
    await list.says('The chats could not be loaded.');
    await list.says(/The folder is gone\./);
    await page.unroute('**/chat/history?*');
    await list.button('Try again').click();
    await list.row('Sourdough').waitFor();
    expect(await list.list.getByText('could not be loaded').count()).toBe(0);
  });

  it('marks a chat that is being answered, and one whose answer was not seen, over a reload too', async () => {
    const held = new HeldBack(['Not', ' yet']);
    site.chat.ollama.script = held.script;
    const answer = site.chat.ask('How long?', 'boat').then((response) => response);
    await site.chat.ollama.asked(1);
    await open('#/letter');
    await list.row('A name for a small boat, being answered').locator('.mark.live').waitFor();
    expect((await list.titles())[0]).toBe('A name for a small boat');
    held.release();
    await answer;
    await page.clock.fastForward(5000);
    await list.row('A name for a small boat, new answer').locator('.mark.new').waitFor();
    await page.reload();
    await list.link('A name for a small boat, new answer').click();
    await list.list.locator('[data-chat="boat"] .mark').waitFor({ state: 'detached' });
    await page.reload();
    await list.row('A name for a small boat').waitFor();
    expect(await list.list.locator('.list .mark').count()).toBe(0);
  });

  it('asks every 5 seconds while a chat is answered, every 30 otherwise, and never twice at once', async () => {
    let [asked, running, most] = [0, 0, 0];
    await page.route('**/chat/history?*', async (route) => {
      asked++;
      most = Math.max(most, ++running);
      await route.continue();
    });
    page.on('requestfinished', (request) => (running -= Number(isList(request.url()))));
    /** Nothing is asked for so long, and then it is. */
    const waits = async (seconds: number): Promise<void> => {
      const before = asked;
      await page.clock.runFor((seconds - 1) * 1000);
      expect(asked).toBe(before);
      const answered = page.waitForResponse((response) => isList(response.url()));
      await page.clock.runFor(1100);
      await (await answered).finished();
      await page.clock.runFor(10);
    };
    await open();
    await page.clock.pauseAt(Date.now() + 5000);
    await page.clock.runFor(25_000);
    await page.clock.runFor(10);
    await waits(30);
    const held = new HeldBack(['Well']);
    site.chat.ollama.script = held.script;
    const answer = site.chat.ask('How long?', 'bread').then((response) => response);
    await site.chat.ollama.asked(2);
    await waits(30);
    await list.row('Sourdough, being answered').waitFor();
    await waits(5);
    await waits(5);
    held.release();
    await answer;
    await waits(5);
    await waits(30);
    expect(most).toBe(1);
  });

  it('leaves the order alone while the focus is in it', async () => {
    await open();
    await list.link('Sourdough').focus();
    const before = await list.titles();
    await site.chat.rename('soup', 'Soup').expect(200);
    const held = new HeldBack(['Well']);
    site.chat.ollama.script = held.script;
    const answer = site.chat.ask('How long?', 'letter').then((response) => response);
    await site.chat.ollama.asked(3);
    await page.clock.fastForward(31_000);
    await list.row('Letter to the landlord, being answered').waitFor();
    expect(await list.titles()).toEqual(before.map((title) => (title.includes('Barley') ? 'Soup' : title)));
    await list.search.focus();
    await list.shows('Letter to the landlord', ...before.filter((title) => title !== 'Letter to the landlord').map((title) => (title.includes('Barley') ? 'Soup' : title)));
    held.release();
    await answer;
  });

  it('tells what answers here, and that it is away', async () => {
    await open();
    await list.says('Ollama, ready');
    await list.says('tiny');
    await page.route('**/health/ready', (route) => route.fulfill({ status: 503, json: { status: 'error', info: {}, error: {}, details: { provider: { status: 'down', name: 'ollama', code: 'provider_unavailable', message: 'Ollama is not running.' }, model: { status: 'down', name: 'tiny', code: 'provider_unavailable' } } } }));
    await page.clock.fastForward(30_000);
    await list.says('Ollama, not running');
    await page.unroute('**/health/ready');
    site.proxy.cut();
    await page.clock.fastForward(30_000);
    await list.says('server away');
    await list.row('Sourdough').waitFor();
    site.proxy.mend();
    await page.clock.runFor(20_000);
    await list.says('Ollama, ready');
  });

  it('tells how far a model is on its way, and asks every 2 seconds', async () => {
    let percent = 0;
    await page.route('**/health/ready', (route) => route.fulfill({ status: 503, json: { status: 'error', details: { provider: { status: 'up', name: 'local' }, model: { status: 'down', name: 'SmolLM2', code: 'model_loading', message: `Model SmolLM2 is being downloaded: ${(percent += 10)} % of 98 MB.` }, storage: { status: 'up' } } } }));
    await open();
    await list.says('downloading, 10 %');
    await page.clock.fastForward(2000);
    await list.says('downloading, 20 %');
    await page.clock.fastForward(2000);
    await list.says('downloading, 30 %');
    await page.unroute('**/health/ready');
    await page.clock.fastForward(2000);
    await list.says('Ollama, ready');
  });
});

describeInBrowser('the list without a chat', () => {
  it('says so, and shows the first as soon as there is one', async () => {
    const site = await ChatPage.start();
    try {
      const page = await (await site.context()).newPage();
      await page.clock.install();
      const list = new ListReader(page);
      await page.goto(site.url());
      await list.says('No chats yet. The first one appears here as soon as you ask something.');
      await site.chat.ask('What is the capital of France?', 'paris').expect(200);
      await page.clock.fastForward(30_000);
      await list.row('What is the capital of France?').waitFor();
      expect(await list.list.getByText('No chats yet').count()).toBe(0);
      expect(site.faults).toEqual([]);
    } finally {
      await site.close();
    }
  });
});
