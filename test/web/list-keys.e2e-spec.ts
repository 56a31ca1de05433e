import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { ListReader } from '../support/list-reader.js';
import { daysAgo, originalChats } from '../support/original-chats.js';
import { ChatPage } from '../support/page.js';

const TITLES = ['Alpha', 'Beta', 'Gamma', 'Delta'];

describeInBrowser('the list by keys and in a narrow window', () => {
  let folder: string;
  let site: ChatPage;
  let page: Page;
  let list: ListReader;
  beforeAll(async () => {
    folder = await originalChats([...TITLES.map((title, place) => ({ id: title.toLowerCase(), title, at: daysAgo(place > 1 ? 1 : 0, 30 - place) })), { id: 'old', title: 'Old', at: new Date(2020, 1, 1) }]);
    site = await ChatPage.start({ CHATS_DIR: folder });
  });
  afterEach(async () => {
    await page.context().close();
    expect(site.faults).toEqual([]);
  });
  afterAll(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  const open = async (width: number, path = '', hasTouch = false): Promise<void> => {
    page = await (await site.context({ viewport: { width, height: 700 }, hasTouch })).newPage();
    await page.goto(site.url(path));
    list = new ListReader(page);
    await list.row('Old').waitFor({ state: 'attached' });
  };
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const isInert = (): Promise<boolean> => page.evaluate(() => document.querySelector('main')?.inert ?? false);
  const menu = () => page.getByRole('menu');
  /** Where the focus goes, Tab after Tab, until it leaves the list. */
  const tabs = async (count: number): Promise<string[]> => {
    const seen = [await list.focus()];
    for (let tab = 1; tab < count; tab++) {
      await press('Tab');
      seen.push(await list.focus());
    }
    return seen;
  };

  describe('beside the conversation', () => {
    it('is one stop of the Tab key: the open chat with its menu', async () => {
      await open(1280, '#/beta');
      await list.button('Choose several chats').focus();
      expect(await tabs(7)).toEqual(['Choose several chats', 'Hide the list of chats', 'New chat', '', 'Beta', 'More for Beta', 'View and keys']);
    });

    it('is walked with the arrows, Home and End, and Tab comes back to where it was left', async () => {
      await open(1280);
      await list.link('Alpha').focus();
      for (const [key, title] of [['ArrowDown', 'Beta'], ['ArrowDown', 'Gamma'], ['End', 'Old'], ['ArrowDown', 'Old'], ['ArrowUp', 'Delta'], ['Home', 'Alpha'], ['ArrowDown', 'Beta']] as const) {
        await press(key);
        expect(await list.focus()).toBe(title);
      }
      await press('Shift+Tab');
      await list.focused(list.search);
      await press('Tab');
      expect(await list.focus()).toBe('Beta');
      await press('Enter');
      await page.waitForURL(site.url('#/beta'));
    });

    it('goes from the first row up to the search, and from there down', async () => {
      await open(1280);
      await list.link('Alpha').focus();
      await press('ArrowUp');
      await list.focused(list.search);
      await press('ArrowDown');
      expect(await list.focus()).toBe('Alpha');
    });

    it('opens the menu with Shift + F10, walks it, and gives the focus back', async () => {
      await open(1280);
      await list.link('Beta').focus();
      await press('Shift+F10');
      await list.focused(menu().getByRole('menuitem', { name: 'Rename' }));
      const more = page.getByRole('button', { name: 'More for Beta' });
      expect(await more.getAttribute('aria-expanded')).toBe('true');
      await press('ArrowDown');
      expect(await list.focus()).toBe('Copy the address');
      await press('End');
      expect(await list.focus()).toBe('Delete');
      await press('ArrowDown');
      expect(await list.focus()).toBe('Rename');
      await press('ArrowUp');
      expect(await list.focus()).toBe('Delete');
      await press('Escape');
      await menu().waitFor({ state: 'hidden' });
      await list.focused(more);
      expect(await more.getAttribute('aria-expanded')).toBe('false');
    });

    it('closes the menu by a press elsewhere, and by a second press of its button', async () => {
      await open(1280, '#/beta');
      const more = page.getByRole('button', { name: 'More for Beta' });
      await more.click();
      await menu().waitFor();
      await more.click();
      await menu().waitFor({ state: 'hidden' });
      await more.click();
      await menu().waitFor();
      await list.list.getByRole('heading', { name: 'Today' }).click();
      await menu().waitFor({ state: 'hidden' });
    });

    it('is shown and hidden with Ctrl + B, and that is remembered', async () => {
      await open(1280);
      await press('Control+B');
      await list.list.waitFor({ state: 'hidden' });
      await page.reload();
      await page.locator('.app[data-side="shut"]').waitFor({ state: 'attached' });
      expect(await list.list.isVisible()).toBe(false);
      await press('Control+K');
      await list.focused(list.search);
      await press('Control+B');
      await list.list.waitFor({ state: 'hidden' });
      await press('Control+B');
      await list.row('Old').waitFor();
      await page.reload();
      await list.row('Old').waitFor();
    });

    it('heeds no key while an input method is composing', async () => {
      await open(1280);
      await list.link('Beta').focus();
      await page.evaluate(() => {
        for (const init of [{ isComposing: true }, { keyCode: 229 }]) document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'b', ctrlKey: true, bubbles: true, cancelable: true, ...init }));
      });
      await press('ArrowDown');
      expect(await list.list.isVisible()).toBe(true);
    });

    it('shows what was deleted while it is hidden, too', async () => {
      await open(1280);
      await list.link('Old').focus();
      await press('Delete', 'Control+B');
      await list.list.waitFor({ state: 'hidden' });
      await page.getByRole('region', { name: 'Deleted chats' }).getByText('Deleted “Old”').waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      await press('Control+B');
      await list.row('Old').waitFor();
    });
  });

  describe('as a drawer', () => {
    it('lies over the conversation, which is inert, takes the focus, and gives it back to the button', async () => {
      await open(360);
      expect(await list.list.isVisible()).toBe(false);
      await page.evaluate(() => {
        if (document.querySelector('[aria-controls="chats"]')) return;
        const button = document.createElement('button');
        button.setAttribute('aria-controls', 'chats');
        document.querySelector('main')?.append(button);
      });
      const shows = page.locator('[aria-controls="chats"]');
      for (const [close, how] of [[() => press('Escape'), 'Esc'], [() => press('Control+B'), 'Ctrl + B'], [() => list.button('Hide the list of chats').click(), 'its button'], [() => page.locator('.veil').click({ position: { x: 350, y: 300 } }), 'the veil']] as const) {
        await press('Control+B');
        await list.row('Old').waitFor();
        await list.focused(list.button('Choose several chats'));
        expect([how, await isInert()]).toEqual([how, true]);
        await close();
        await list.list.waitFor({ state: 'hidden' });
        expect([how, await isInert()]).toEqual([how, false]);
        await list.focused(shows);
      }
    });

    it('goes when a chat is opened, and when the window becomes wide', async () => {
      await open(360);
      await press('Control+K');
      await list.link('Beta').click();
      await list.list.waitFor({ state: 'hidden' });
      expect(page.url()).toBe(site.url('#/beta'));
      await press('Control+B');
      await list.row('Old').waitFor();
      await page.setViewportSize({ width: 1280, height: 700 });
      await page.waitForFunction(() => document.querySelector('main')?.inert === false);
      expect(await list.list.isVisible()).toBe(true);
      await page.setViewportSize({ width: 360, height: 700 });
      await list.list.waitFor({ state: 'hidden' });
    });

    it('never makes the page scroll sideways, and has targets of 44 px for fingers', async () => {
      await open(360, '', true);
      await press('Control+B');
      await list.row('Old').waitFor();
      const small = await list.list.locator(':is(a, button, input, label):visible').evaluateAll((targets) => targets.map((target) => ({ name: target.outerHTML.slice(0, 60), ...target.getBoundingClientRect().toJSON() })).filter(({ width, height }) => width > 1 && (Math.round(width) < 44 || Math.round(height) < 44)));
      expect(small).toEqual([]);
      for (const width of [320, 360]) {
        await page.setViewportSize({ width, height: 700 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    });
  });

  it('is mirrored in a page from right to left', async () => {
    await open(1280, '#/beta');
    const sides = (): Promise<number[]> => page.evaluate(() => [...document.querySelectorAll('.side, [data-chat="beta"] .title, [data-chat="beta"] .more')].map((element) => Math.round(element.getBoundingClientRect().left)));
    const [before, width] = [await sides(), 1280];
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    const mirrored = await page.evaluate((width) => [...document.querySelectorAll('.side, [data-chat="beta"] .title, [data-chat="beta"] .more')].map((element) => Math.round(width - element.getBoundingClientRect().right)), width);
    expect(mirrored.map((side, place) => Math.abs(side - before[place]!) <= 1)).toEqual([true, true, true]);
  });
});
