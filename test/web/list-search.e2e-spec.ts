import { rm } from 'node:fs/promises';
import type { Page, Route } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { ListReader } from '../support/list-reader.js';
import { daysAgo, type OriginalChat, originalChats } from '../support/original-chats.js';
import { ChatPage } from '../support/page.js';

const MANY = 214;
const many = Array.from({ length: MANY }, (_, number): OriginalChat => ({ id: `needle-${number}`, title: `Chat ${number}`, answer: 'A needle in here.', at: daysAgo(20, MANY - number) }));

describeInBrowser('the search in the page', () => {
  let folder: string;
  let site: ChatPage;
  let page: Page;
  let list: ListReader;
  beforeAll(async () => {
    folder = await originalChats([
      { id: 'photos', title: 'Rename 4,000 photos', at: daysAgo(0, 3), answer: `${'First of all sit down. '.repeat(20)}Then make a BACKUP, <i>then</i> run it. ${'And so on. '.repeat(20)}` },
      { id: 'nightly', title: 'Nightly backup of the chats folder', at: daysAgo(1) },
      { id: 'trip', title: 'Lisbon', at: daysAgo(2), question: 'Where is the café?' },
      ...many,
    ]);
    site = await ChatPage.start({ CHATS_DIR: folder });
  });
  beforeEach(async () => {
    page = await site.open();
    list = new ListReader(page);
    await list.row('Lisbon').waitFor();
  });
  afterEach(async () => {
    await page.context().close();
    expect(site.faults).toEqual([]);
  });
  afterAll(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  it('shows titles first, then where in the text the word is, and marks it', async () => {
    await list.search.fill('Backup');
    await list.says('2 chats with “Backup”');
    expect(await list.titles()).toEqual(['Nightly backup of the chats folder', 'Rename 4,000 photos']);
    expect(await list.list.locator('mark').allInnerTexts()).toEqual(['backup', 'BACKUP']);
    expect(await list.row('Rename 4,000 photos').locator('small').innerText()).toMatch(/^….*Then make a BACKUP, <i>then<\/i> run it\. And so on\..*…$/);
    expect(await list.row('Nightly').locator('small').count()).toBe(0);
  });

  it('is reached by Ctrl + K from anywhere, walked with ↓, opened with Enter and left with Esc', async () => {
    await page.keyboard.press('Control+K');
    await list.focused(list.search);
    await page.keyboard.type('backup');
    await list.says('2 chats with “backup”');
    await page.keyboard.press('ArrowDown');
    await list.focused(list.link('Nightly backup'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(site.url('#/photos'));
    await page.keyboard.press('Control+K');
    await list.focused(list.search);
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
    await list.focused(list.search);
    await page.keyboard.press('Escape');
    await list.row('Lisbon').waitFor();
    expect(await list.search.inputValue()).toBe('');
    await list.focused(list.search);
  });

  it('opens the first that was found with Enter in the field', async () => {
    await list.search.fill('backup');
    await list.says('2 chats with “backup”');
    await list.search.press('Enter');
    await page.waitForURL(site.url('#/nightly'));
  });

  it('brings the list back where it was', async () => {
    const scroller = list.list.locator('.list').first();
    await scroller.evaluate((element) => (element.scrollTop = 1200));
    await page.waitForFunction(() => document.querySelector('.list')?.scrollTop === 1200);
    const seen = (): Promise<string | undefined> => page.evaluate(() => document.elementFromPoint(100, 400)?.closest<HTMLElement>('[data-chat]')?.dataset['chat']);
    const before = await seen();
    await list.search.fill('zeppelin');
    await list.says('No chat has “zeppelin” in its title or text.');
    await page.keyboard.press('Escape');
    await list.row('Lisbon').waitFor();
    expect([await scroller.evaluate((element) => element.scrollTop), await seen()]).toEqual([1200, before]);
  });

  it('says when nothing was found, and can be cleared', async () => {
    await list.search.fill('zeppelin');
    await list.says('No chat has “zeppelin” in its title or text.');
    await list.button('Clear the search').click();
    await list.row('Lisbon').waitFor();
    await list.focused(list.search);
  });

  it('offers a new chat, with the text as its id where that is allowed and free', async () => {
    const first = list.list.locator('.list:not([hidden]) .first a');
    for (const [text, name, address] of [
      ['my-trip', 'Begin a chat with the id my-trip', '#/my-trip'],
      ['my trip', 'New chat', '#/'],
      ['trip', 'New chat', '#/'],
      ['index', 'New chat', '#/'],
      ['Straße', 'New chat', '#/'],
    ] as const) {
      await list.search.fill(text);
      await list.says(new RegExp(`“${text}”`));
      await first.filter({ hasText: name }).waitFor();
      expect(await first.getAttribute('href')).toBe(address);
    }
    await list.search.fill('free-one');
    await first.filter({ hasText: 'free-one' }).waitFor();
    await list.search.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(site.url('#/free-one'));
  });

  it('says that it searches after 400 ms, and asks only for what was typed last', async () => {
    const asked: string[] = [];
    const held: Route[] = [];
    await page.route('**/chat/history?*q=*', (route) => {
      asked.push(new URL(route.request().url()).searchParams.get('q')!);
      held.push(route);
    });
    await list.search.pressSequentially('lisb');
    await list.says('Searching…');
    await list.search.fill('lisbon');
    await list.says('Searching…');
    // The older one is aborted, which may be all that can be said to it.
    for (const route of held) await route.continue().catch(() => undefined);
    await list.says('1 chat with “lisbon”');
    expect(asked.at(-1)).toBe('lisbon');
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('loads further pages when they are scrolled to, and counts then', async () => {
    await list.search.fill('needle');
    await list.says('more than 100 chats with “needle”');
    const scroller = list.list.locator('.list:not([hidden])');
    for (let pages = 0; pages < 4; pages++) await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.waitForFunction(() => {
      const scroller = document.querySelector('.list:not([hidden])');
      scroller?.scrollTo(0, scroller.scrollHeight);
      return document.querySelector('.list:not([hidden]) h3')?.textContent === '214 chats with “needle”';
    });
    expect(await list.titles()).toEqual(many.map(({ title }) => title));
  });

  it('says why it failed, and tries again', async () => {
    await page.route('**/chat/history?*q=*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ detail: 'The disk failed.', code: 'storage_failed', status: 503 }) }));
    await list.search.fill('lisbon');
    await list.says(/The disk failed\./);
    await page.unroute('**/chat/history?*q=*');
    await list.button('Try again').click();
    await list.says('1 chat with “lisbon”');
  });

  it('chooses all that were found, also those that are not loaded', async () => {
    await list.button('Choose several chats').click();
    await list.search.fill('needle');
    await list.button('Choose all found').click();
    await list.says('214 chosen');
    await list.button('Choose all 214 found').waitFor();
    await list.button('Done').click();
  });
});
