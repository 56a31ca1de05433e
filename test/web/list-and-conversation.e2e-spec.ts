import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { HeldBack } from '../support/held-back.js';
import { ListReader } from '../support/list-reader.js';
import { ChatPage } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { answering } from '../support/scripted-ollama.js';

describeInBrowser('the list beside the conversation', () => {
  let site: ChatPage;
  let page: Page;
  let list: ListReader;
  let reader: Reader;
  beforeAll(async () => {
    site = await ChatPage.start();
    for (const title of ['Gamma', 'Beta', 'Alpha']) await site.chat.ask(title, title.toLowerCase()).expect(200);
  });
  beforeEach(async () => {
    site.chat.ollama.script = answering(['Fine.']);
    page = await (await site.context({ permissions: ['clipboard-read', 'clipboard-write'] })).newPage();
    await page.clock.install();
    [list, reader] = [new ListReader(page), new Reader(page)];
  });
  afterEach(async () => {
    const undo = list.undo;
    if (await undo.isVisible()) await undo.click();
    await page.context().close();
    expect(site.faults).toEqual([]);
  });
  afterAll(() => site.close());

  const open = async (path = ''): Promise<void> => {
    await page.goto(site.url(path));
    await list.row('Gamma').waitFor({ state: 'attached' });
  };
  /** Resolves when a screen reader has been told this. */
  const isHeard = (sentence: string): Promise<void> => page.locator('[role="status"]').filter({ hasText: sentence }).waitFor({ state: 'attached' });

  it('tells a screen reader what was found, deleted, put back, copied and answered', async () => {
    await open();
    await list.search.fill('gamma');
    await isHeard('1 chat found.');
    await list.search.fill('');
    await list.choose('Beta', 'Copy the address');
    await isHeard('Copied.');
    await list.choose('Beta', 'Delete');
    await isHeard('Deleted Beta. Undo with Control Z.');
    await list.undo.click();
    await page.route('**/chat/delete/beta', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ detail: 'The disk failed.', code: 'storage_failed', status: 503 }) }));
    await list.choose('Beta', 'Delete');
    await list.search.hover();
    await list.search.focus();
    await page.clock.fastForward(10_000);
    await isHeard('Not deleted: The disk failed. It is back in the list.');
    const held = new HeldBack(['Well']);
    site.chat.ollama.script = held.script;
    const asked = site.chat.ollama.questions.length;
    const answer = site.chat.ask('How long?', 'gamma').then((response) => response);
    await site.chat.ollama.asked(asked + 1);
    await page.clock.fastForward(30_000);
    await list.row('Gamma, being answered').waitFor();
    held.release();
    await answer;
    await page.clock.fastForward(5000);
    await isHeard('New answer in Gamma.');
  });

  it('shows a chat at once that has just begun, first, and when its answer has ended', async () => {
    await open();
    const held = new HeldBack(['Well', ' then']);
    site.chat.ollama.script = held.script;
    await reader.ask('What is new?');
    await list.row('What is new?, being answered').waitFor();
    expect((await list.titles())[0]).toBe('What is new?');
    expect(await list.list.locator('[aria-current]').first().textContent()).toContain('What is new?');
    held.release();
    await reader.sees('Well then');
    await list.row('What is new?').locator('.mark').waitFor({ state: 'detached' });
  });

  it('keeps a chat that is asked again before its deletion has gone out', async () => {
    await open('#/beta');
    await list.choose('Beta', 'Delete');
    await page.waitForURL(site.url('#/'));
    await page.goto(site.url('#/beta'));
    await reader.ask('Still there?');
    await reader.turns.nth(1).getByText('Fine.').waitFor();
    await page.clock.fastForward(60_000);
    await list.row('Beta').waitFor();
    expect(await site.chat.history('beta')).toHaveLength(5);
  });

  it('gives the focus of the drawer back to its button in the title bar', async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    await open('#/alpha');
    const button = page.getByRole('button', { name: 'Show the list of chats' });
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await button.click();
    await list.focused(list.button('Choose several chats'));
    await page.keyboard.press('Escape');
    await list.list.waitFor({ state: 'hidden' });
    await list.focused(button);
  });

  it('hides beside the conversation and comes back, the focus always on a button that does the opposite', async () => {
    await open();
    await list.button('Hide the list of chats').click();
    const button = page.getByRole('button', { name: 'Show the list of chats' });
    await list.focused(button);
    await page.keyboard.press('Enter');
    await list.focused(list.button('Hide the list of chats'));
    expect(await button.count()).toBe(0);
  });

  it('renames and deletes from the title bar, also while the list is hidden', async () => {
    await open('#/gamma');
    await page.keyboard.press('Control+B');
    await list.list.waitFor({ state: 'hidden' });
    const more = page.getByRole('button', { name: 'More for this chat' });
    await more.click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'New title of' }).fill('Delta');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Delta' }).waitFor();
    await list.focused(more);
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.waitForURL(site.url('#/'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(site.url('#/gamma'));
  });
});
