import { type run, source } from 'axe-core';
import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { HeldBack } from '../support/held-back.js';
import { ListReader } from '../support/list-reader.js';
import { daysAgo, originalChats } from '../support/original-chats.js';
import { ChatPage } from '../support/page.js';

const problem = { status: 503, contentType: 'application/problem+json', body: JSON.stringify({ detail: 'The folder is gone.', code: 'storage_failed', status: 503 }) };

/** Puts the list into a state; the whole page is looked at then. */
const STATES: Readonly<Record<string, (list: ListReader) => Promise<void>>> = {
  'all chats': async () => undefined,
  'a row with the focus': async (list) => list.link('Beta').focus(),
  'results of a search': async (list) => {
    await list.search.fill('hidden');
    await list.says('1 chat with “hidden”');
  },
  'nothing found': async (list) => {
    await list.search.fill('zeppelin');
    await list.says(/No chat has/);
  },
  'chats being chosen': async (list) => {
    await list.button('Choose several chats').click();
    await list.row('Beta').click();
    await list.says('1 chosen');
  },
  'a question before very many are deleted': async (list) => {
    await list.button('Choose several chats').click();
    await list.search.fill('many');
    await list.button('Choose all 25 found').click();
    await list.button('Delete').click();
    await list.page.getByRole('dialog', { name: 'Delete 25 chats?' }).waitFor();
  },
  'chats that are waited for': async (list) => {
    await list.page.route('**/chat/history?*', () => undefined);
    await list.page.reload();
    if (!(await list.search.isVisible())) await list.page.keyboard.press('Control+B');
    await list.says('Loading chats…');
  },
  'a title being written': async (list) => {
    await list.choose('Beta', 'Rename');
    const field = list.list.getByRole('textbox', { name: 'New title of Beta' });
    await field.fill(' ');
    await field.press('Enter');
    await list.says('A title needs at least one letter.');
  },
  'an open menu': async (list) => {
    await list.row('Beta').hover();
    await list.page.getByRole('button', { name: 'More for Beta' }).click();
    await list.page.getByRole('menu').waitFor();
  },
  'a deletion that can be undone': async (list) => {
    await list.link('Alpha').focus();
    await list.page.keyboard.press('Delete');
    await list.undo.waitFor();
    await list.undo.hover();
  },
  'a deletion that was refused': async (list) => {
    await list.page.route('**/chat/delete/*', (route) => route.fulfill(problem));
    await list.link('Alpha').focus();
    await list.page.keyboard.press('Delete');
    await list.page.keyboard.press('Delete');
    await list.says(/Not deleted/);
  },
  'a list that cannot be loaded': async (list) => {
    await list.page.route('**/chat/history?*', (route) => route.fulfill(problem));
    await list.page.reload();
    if (!(await list.search.isVisible())) await list.page.keyboard.press('Control+B');
    await list.says('The chats could not be loaded.');
  },
};

describeInBrowser('the list for everyone', () => {
  let folder: string;
  let site: ChatPage;
  let page: Page;
  const held = new HeldBack(['Well']);
  let answer: Promise<unknown>;
  beforeAll(async () => {
    folder = await originalChats([...['Alpha', 'Beta', 'کتاب برای سفر'].map((title, place) => ({ id: `chat-${place}`, title, at: daysAgo(place) })), { id: 'old', title: 'Old', at: new Date(2020, 1, 1), answer: 'A hidden word.' }, ...Array.from({ length: 25 }, (_, number) => ({ id: `many-${number}`, title: `Many ${number}`, at: new Date(2020, 0, 1) }))]);
    site = await ChatPage.start({ CHATS_DIR: folder });
    site.chat.ollama.script = held.script;
    answer = site.chat.ask('How long?', 'old').then((response) => response);
    await site.chat.ollama.asked(1);
  });
  afterEach(async () => {
    // A page that is left deletes what was to be deleted.
    const undo = page.getByRole('button', { name: 'Undo' });
    if (await undo.isVisible()) await undo.click();
    await page.context().close();
    expect(site.faults).toEqual([]);
  });
  afterAll(async () => {
    held.release();
    await answer;
    await site.close();
    await rm(folder, { recursive: true });
  });

  const open = async (width: number): Promise<ListReader> => {
    page = await (await site.context({ viewport: { width, height: 800 }, reducedMotion: 'reduce' })).newPage();
    await page.goto(site.url('#/chat-0'));
    const list = new ListReader(page);
    await list.search.waitFor({ state: 'attached' });
    if (!(await list.search.isVisible())) await page.keyboard.press('Control+B');
    await list.row('Beta').waitFor();
    return list;
  };
  /** What axe finds wrong with the list and what floats over it. */
  const findings = async (): Promise<string[]> => {
    await page.evaluate(source);
    const { violations } = await page.evaluate(() => {
      const axe: { run: typeof run } = Reflect.get(window, 'axe');
      return axe.run({ include: ['.side', '.deleted', '.menu', 'dialog'].filter((selector) => document.querySelector(selector)).map((selector) => [selector]) });
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`));
  };

  for (const width of [360, 1280]) {
    it.each(Object.entries(STATES))(`has no barrier with %s, at ${width} px, by day and by night`, async (_state, reach) => {
      await reach(await open(width));
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect([colorScheme, await findings()]).toEqual([colorScheme, []]);
      }
    });
  }

  it('has barriers that are found, when it has some', async () => {
    await open(1280);
    await page.evaluate(() => {
      document.querySelector('.side-head button')?.removeAttribute('aria-label');
      document.documentElement.style.setProperty('--ink-3', '#c0c8c0');
    });
    expect((await findings()).map((finding) => finding.split(':')[0])).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
  });

  it('keeps what it says with forced colours', async () => {
    const list = await open(1280);
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await list.row('Alpha').evaluate((row) => getComputedStyle(row).outlineStyle)).toBe('solid');
    expect(await list.row('Old').locator('.mark').evaluate((mark) => getComputedStyle(mark).borderTopStyle)).toBe('solid');
  });

  it('stands still where motion is not wanted, and is not printed', async () => {
    const list = await open(1280);
    expect(await list.row('Old').locator('.mark').evaluate((mark) => getComputedStyle(mark).animationDuration)).toBe('0s');
    await page.emulateMedia({ media: 'print' });
    expect(await list.list.isVisible()).toBe(false);
  });
});
