import { rm } from 'node:fs/promises';
import { describeInBrowser } from '../support/browser.js';
import { ListReader } from '../support/list-reader.js';
import { daysAgo, originalChats } from '../support/original-chats.js';
import { ChatPage } from '../support/page.js';

const MANY = 10_000;

describeInBrowser('a list of 10,000 chats', () => {
  it('is scrolled to its end by the wheel, each chat there once and in order, and is walked by keys as any other', async () => {
    const folder = await originalChats(Array.from({ length: MANY }, (_, number) => ({ id: `chat-${number}`, title: `Chat ${number}`, at: new Date(daysAgo(1).getTime() - number * 3_000_000) })));
    const site = await ChatPage.start({ CHATS_DIR: folder });
    try {
      const page = await site.open();
      const list = new ListReader(page);
      await list.row('Chat 99').waitFor({ timeout: 60_000 });
      await list.list.locator('.list').first().hover();
      const ids = (): Promise<string[]> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.list li')].map(({ dataset }) => dataset['chat'] ?? ''));
      for (let shown = 0, left = 1; shown < MANY || left > 1; ) {
        await page.mouse.wheel(0, 3000);
        [shown = 0, left = 0] = await page.evaluate(() => {
          const scroller = document.querySelector('.list');
          return scroller ? [scroller.querySelectorAll('li').length, scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight] : [];
        });
      }
      const { order } = (await site.chat.get('/chat/history').expect(200)).body;
      expect(await ids()).toEqual(order);
      expect(await page.evaluate(() => [...document.querySelectorAll('.list section')].map((group) => group.querySelectorAll('li').length).reduce((all, some) => all + some, 0))).toBe(MANY);
      const oldest = list.link('Chat 9999');
      await oldest.focus();
      await page.keyboard.press('Home');
      await list.focused(list.row('Chat 0').first().getByRole('link'));
      expect(await page.evaluate(() => document.elementFromPoint(100, (document.activeElement?.getBoundingClientRect().top ?? 0) + 10)?.closest('a') === document.activeElement)).toBe(true);
      await page.keyboard.press('End');
      await list.focused(oldest);
      expect(site.faults).toEqual([]);
    } finally {
      await site.close();
      await rm(folder, { recursive: true });
    }
  }, 180_000);
});
