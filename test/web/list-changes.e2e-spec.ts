import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { ListReader } from '../support/list-reader.js';
import { daysAgo, originalChats } from '../support/original-chats.js';
import { ChatPage } from '../support/page.js';

const TITLES = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon'];
const refusal = (detail: string): { readonly status: number; readonly contentType: string; readonly body: string } => ({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ detail, code: 'storage_failed', status: 503 }) });

describeInBrowser('what is done to chats in the list', () => {
  let site: ChatPage;
  let page: Page;
  let list: ListReader;
  let round = 0;
  const idOf = (title: string): string => `${title.toLowerCase()}-${round}`;
  beforeAll(async () => {
    site = await ChatPage.start();
  });
  beforeEach(async () => {
    // Ids of their own: a page that is closed may still delete what the test before it deleted.
    round++;
    for (const id of await kept()) await site.chat.remove(id);
    for (const title of TITLES.toReversed()) await site.chat.ask(title, idOf(title)).expect(200);
    page = await (await site.context({ permissions: ['clipboard-read', 'clipboard-write'] })).newPage();
    await page.clock.install();
    list = new ListReader(page);
    await page.goto(site.url());
    await list.row('Epsilon').waitFor();
  });
  afterEach(async () => {
    await page.context().close();
    expect(site.faults).toEqual([]);
  });
  afterAll(() => site.close());

  /** What the server has, newest first. */
  const kept = async (): Promise<string[]> => (await site.chat.get('/chat/history').expect(200)).body.order;
  const isKept = async (title: string): Promise<boolean> => (await kept()).includes(idOf(title));
  const deleted = (title: string): Promise<unknown> => page.waitForResponse((response) => response.request().method() === 'DELETE' && response.url().endsWith(idOf(title)));

  it('renames in the row: Enter keeps, Esc restores, and the focus is on the row again', async () => {
    await list.link('Beta').focus();
    await page.keyboard.press('F2');
    const field = list.list.getByRole('textbox', { name: 'New title of Beta' });
    await list.focused(field);
    await page.keyboard.type('Something else');
    await page.keyboard.press('Escape');
    await list.focused(list.link('Beta'));
    await page.keyboard.press('F2');
    await page.keyboard.type('  Beta,   renamed ');
    await page.keyboard.press('Enter');
    await list.focused(list.link('Beta, renamed'));
    expect((await site.chat.get('/chat/history').expect(200)).body.chats[idOf('Beta')].title).toBe('Beta, renamed');
    expect(await list.titles()).toEqual(['Alpha', 'Beta, renamed', 'Gamma', 'Delta', 'Epsilon']);
  });

  it('refuses an empty title, tells why a title was not kept, and keeps what was typed', async () => {
    await list.choose('Gamma', 'Rename');
    const field = list.list.getByRole('textbox', { name: 'New title of Gamma' });
    await list.focused(field);
    await field.fill('   ');
    await field.press('Enter');
    await list.says('A title needs at least one letter.');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await page.route(`**/chat/history/${idOf('Gamma')}`, (route) => route.fulfill(refusal('The disk is full.')));
    await field.fill('Gamma rays');
    await field.press('Enter');
    await list.says(/Not renamed: The disk is full\./);
    expect(await field.inputValue()).toBe('Gamma rays');
    await page.unroute(`**/chat/history/${idOf('Gamma')}`);
    await list.search.focus();
    await list.link('Gamma rays').waitFor();
  });

  it('deletes at once to the eye, after 10 seconds on the server, and moves the focus to the next row', async () => {
    await list.link('Beta').focus();
    await page.keyboard.press('Delete');
    await list.shows('Alpha', 'Gamma', 'Delta', 'Epsilon');
    await list.focused(list.link('Gamma'));
    await list.says('Deleted “Beta”');
    expect(await isKept('Beta')).toBe(true);
    const gone = deleted('Beta');
    await page.clock.fastForward(10_000);
    await gone;
    await list.undo.waitFor({ state: 'detached' });
    expect(await isKept('Beta')).toBe(false);
  });

  it('moves the focus to the row before, when the last goes, and then to “New chat”', async () => {
    await list.link('Epsilon').focus();
    for (const title of ['Delta', 'Gamma', 'Beta', 'Alpha']) {
      await page.keyboard.press('Delete');
      await list.focused(list.link(title));
    }
    await page.keyboard.press('Delete');
    await list.focused(list.list.getByRole('link', { name: 'New chat' }));
    await list.says(/No chats yet/);
  });

  it('takes a deletion back by its button, and by Ctrl + Z outside a text field', async () => {
    await list.choose('Beta', 'Delete');
    await list.undo.click();
    await list.shows(...TITLES);
    await list.focused(list.link('Beta'));
    await page.keyboard.press('Delete');
    await list.search.focus();
    await page.keyboard.press('Control+Z');
    await list.undo.waitFor();
    await list.link('Alpha').focus();
    await page.keyboard.press('Control+Z');
    await list.shows(...TITLES);
    await list.focused(list.link('Alpha'));
    await page.clock.fastForward(60_000);
    expect(await kept()).toEqual(TITLES.map(idOf));
  });

  it('waits while somebody points at the notice, is in it, or looks elsewhere', async () => {
    await list.link('Beta').focus();
    await page.keyboard.press('Delete');
    await list.undo.hover();
    await page.clock.fastForward(60_000);
    await list.undo.focus();
    await list.search.hover();
    await page.clock.fastForward(60_000);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await list.search.focus();
    await page.clock.fastForward(60_000);
    expect(await isKept('Beta')).toBe(true);
    const gone = deleted('Beta');
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => false });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.clock.fastForward(10_000);
    await gone;
    expect(await isKept('Beta')).toBe(false);
  });

  it('deletes what was to be deleted when another deletion begins, and when the page is left', async () => {
    await list.link('Beta').focus();
    const gone = deleted('Beta');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await gone;
    await list.says('Deleted “Gamma”');
    expect([await isKept('Beta'), await isKept('Gamma')]).toEqual([false, true]);
    await page.goto('about:blank');
    while (await isKept('Gamma')) await site.chat.get('/health/live');
    expect(await kept()).toEqual(['Alpha', 'Delta', 'Epsilon'].map(idOf));
  });

  it('puts back what could not be deleted, and says why', async () => {
    await page.route(`**/chat/delete/${idOf('Beta')}`, (route) => route.fulfill(refusal('The folder cannot be written.')));
    await list.link('Beta').focus();
    await page.keyboard.press('Delete');
    await page.clock.fastForward(10_000);
    await list.says(/Not deleted: The folder cannot be written\. It is back in the list\./);
    await list.shows(...TITLES);
    await list.button('Close').click();
    expect(await list.list.getByText('Not deleted').count()).toBe(0);
  });

  it('takes a chat that is gone already for deleted', async () => {
    await list.link('Beta').focus();
    await page.keyboard.press('Delete');
    await site.chat.remove(idOf('Beta')).expect(200);
    const gone = deleted('Beta');
    await page.clock.fastForward(10_000);
    await gone;
    await list.undo.waitFor({ state: 'detached' });
    expect(await list.titles()).toEqual(['Alpha', 'Gamma', 'Delta', 'Epsilon']);
    expect(await list.list.getByText('Not deleted').count()).toBe(0);
  });

  it('leaves the open chat when it is deleted, and comes back when that is undone', async () => {
    await list.link('Beta').click();
    await list.row('Beta').locator('[aria-current]').waitFor();
    await list.choose('Beta', 'Delete');
    await page.waitForURL(site.url('#/'));
    await list.undo.click();
    await page.waitForURL(site.url(`#/${idOf('Beta')}`));
  });

  it('copies the address of a chat', async () => {
    await list.choose('Gamma', 'Copy the address');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(site.url(`#/${idOf('Gamma')}`));
  });

  it('chooses several: with Space, in runs with Shift, with the pointer; and deletes them together', async () => {
    await list.button('Choose several chats').click();
    await list.box('Alpha').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await list.says('4 chosen');
    await page.keyboard.press('Shift+ArrowUp');
    await list.says('3 chosen');
    await list.row('Beta').click();
    await list.says('2 chosen');
    await list.row('Epsilon').click({ modifiers: ['Shift'] });
    await list.says('5 chosen');
    await list.box('Alpha').uncheck();
    await list.says('4 chosen');
    await list.box('Gamma').focus();
    await list.button('Delete').click();
    await list.says('Deleted 4 chats');
    await list.shows('Alpha');
    await list.focused(list.link('Alpha'));
    await list.undo.click();
    await list.shows(...TITLES);
  });

  it('leaves the choosing by “Done” and by Esc', async () => {
    await list.button('Choose several chats').click();
    await list.row('Gamma').click();
    await list.button('Done').click();
    await list.focused(list.button('Choose several chats'));
    await page.keyboard.press('Enter');
    await list.says('0 chosen');
    expect(await list.button('Delete').isDisabled()).toBe(true);
    await list.box('Gamma').focus();
    await page.keyboard.press('Escape');
    await list.link('Gamma').waitFor();
  });
});

describeInBrowser('very many chats', () => {
  it('are deleted only after a question, whose answer at hand is to keep them', async () => {
    const folder = await originalChats(Array.from({ length: 214 }, (_, number) => ({ id: `chat-${number}`, title: `Chat ${number}`, at: daysAgo(1, 300 - number) })));
    const site = await ChatPage.start({ CHATS_DIR: folder });
    try {
      const page = await site.open();
      const list = new ListReader(page);
      await list.button('Choose several chats').click();
      await list.search.fill('chat');
      await list.button('Choose all found').click();
      await list.says('214 chosen');
      await list.button('Delete').click();
      const question = page.getByRole('dialog', { name: 'Delete 214 chats?' });
      await question.getByText('You can undo this for 10 seconds.').waitFor();
      await list.focused(question.getByRole('button', { name: 'Keep them' }));
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'hidden' });
      await list.says('214 chosen');
      await list.button('Delete').click();
      await question.getByRole('button', { name: 'Delete 214 chats' }).click();
      await list.says('Deleted 214 chats');
      await page.close({ runBeforeUnload: true });
      while ((await site.chat.get('/chat/history').expect(200)).body.order.length > 0) await site.chat.get('/health/live');
      expect(site.faults).toEqual([]);
    } finally {
      await site.close();
      await rm(folder, { recursive: true });
    }
  });
});
