import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { HeldBack } from '../support/held-back.js';
import { ChatPage } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { answering } from '../support/scripted-ollama.js';

const LONG = Array.from({ length: 60 }, (_, n) => `Paragraph ${n}.\n\n`);

describeInBrowser('scrolling in the page', () => {
  let site: ChatPage;
  let page: Page;
  let reader: Reader;
  beforeAll(async () => {
    site = await ChatPage.start();
  });
  beforeEach(async () => {
    site.chat.ollama.script = answering(LONG);
    page = await site.open();
    reader = new Reader(page);
  });
  afterEach(async () => {
    await page.context().close();
    expect(site.faults).toEqual([]);
  });
  afterAll(() => site.close());

  const fromEnd = (): Promise<number> => page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY);
  const atEnd = (): Promise<unknown> => page.waitForFunction(() => document.documentElement.scrollHeight > innerHeight && document.documentElement.scrollHeight - innerHeight - scrollY < 2);
  const jump = (): ReturnType<Page['getByRole']> => page.getByRole('button', { name: 'To the newest text' });

  it('follows the text that is written, and lets go of one who reads upward', async () => {
    const held = new HeldBack(LONG);
    site.chat.ollama.script = held.script;
    await reader.ask('Write much');
    held.release(40);
    await reader.sees('Paragraph 39.');
    await atEnd();
    await page.mouse.move(800, 400);
    await page.mouse.wheel(0, -600);
    await jump().waitFor();
    const before = await page.evaluate(() => scrollY);
    held.release();
    await reader.ends();
    expect(await page.evaluate(() => scrollY)).toBe(before);
    await jump().click();
    await atEnd();
    await jump().waitFor({ state: 'detached' });
  });

  it('lets go of one who reads upward slowly, selects a text or goes to another place, although the end is near', async () => {
    const held = new HeldBack(LONG);
    site.chat.ollama.script = held.script;
    await reader.ask('Write much');
    held.release(30);
    await reader.sees('Paragraph 29.');
    const ways = [
      () => page.mouse.move(800, 400).then(() => page.mouse.wheel(0, -15)),
      () => page.getByText('Paragraph 28.').dblclick(),
      () => page.evaluate(() => scrollBy(0, -700)),
    ];
    for (const [place, leave] of ways.entries()) {
      await page.evaluate(() => getSelection()?.empty());
      await page.locator('h1').focus();
      await page.keyboard.press('End');
      await atEnd();
      await leave();
      const before = await page.evaluate(() => new Promise<number>((tell) => setTimeout(() => tell(scrollY), 200)));
      for (let n = 30 + 4 * place; n < 34 + 4 * place; n++) {
        held.release(1);
        await reader.sees(`Paragraph ${n}.`);
      }
      expect(await page.evaluate(() => scrollY)).toBe(before);
    }
    held.release();
    await reader.ends();
  });

  it('opens a chat at its end, and comes back to where it was left', async () => {
    await reader.ask('Write much');
    await reader.ends();
    await atEnd();
    await page.reload();
    await reader.ends();
    await atEnd();
    await page.mouse.move(800, 400);
    await page.mouse.wheel(0, -700);
    await jump().waitFor();
    const before = await fromEnd();
    await page.goto(site.url('#/'));
    await page.getByText('The same from a script').waitFor();
    await page.goBack();
    await reader.sees('Paragraph 59.');
    await jump().waitFor();
    expect(await fromEnd()).toBe(before);
  });

  it('comes back to the same turn of a long chat, whose turns are drawn only when they are in sight', async () => {
    const folder = join(site.chat.server.folder, 'chats');
    const at = '2026-01-02T10:00:00.000000';
    const turn = (n: number): object[] => [{ role: 'user', content: `Question ${n}`, timestamp: at }, { role: 'assistant', content: LONG.join(''), timestamp: at }];
    const messages = [{ role: 'system', content: 'You are helpful.' }, ...Array.from({ length: 40 }, (_, n) => turn(n)).flat()];
    await site.chat.server.stop();
    await writeFile(join(folder, 'long.json'), JSON.stringify({ created_at: at, last_updated: at, title: 'Long', messages }));
    await site.chat.restart();
    site.proxy.redirect(site.chat.server.url);
    await page.goto(site.url('#/long'));
    await page.reload();
    await reader.turns.nth(39).waitFor();
    const question = reader.turns.nth(20).getByRole('heading', { name: 'Question 20' });
    await question.scrollIntoViewIfNeeded();
    const before = await question.boundingBox();
    await page.goto(site.url('#/'));
    await page.getByText('The same from a script').waitFor();
    await page.goBack();
    await reader.turns.nth(39).waitFor();
    await jump().waitFor();
    expect(await question.boundingBox()).toMatchObject({ y: expect.closeTo(before!.y, -1) });
  });

  it('opens a chat whose answer nobody has seen at its question', async () => {
    const held = new HeldBack(LONG);
    site.chat.ollama.script = held.script;
    await reader.ask('Write much');
    held.release(3);
    await reader.sees('Paragraph 2.');
    await page.getByRole('link', { name: 'New chat' }).click();
    held.release();
    await site.chat.ollama.idle();
    const row = page.getByRole('link', { name: 'Write much' }).filter({ hasText: 'new answer' });
    await row.waitFor();
    await row.click();
    await reader.ends();
    await jump().waitFor();
    expect(await reader.turns.getByRole('heading').boundingBox()).toMatchObject({ y: expect.closeTo(80, -2) });
  });

  it('takes hold again when something is sent', async () => {
    await reader.ask('Write much');
    await reader.ends();
    await page.mouse.move(800, 400);
    await page.mouse.wheel(0, -700);
    await jump().waitFor();
    await reader.ask('More');
    await reader.turns.nth(1).getByText('12 tokens', { exact: true }).waitFor();
    await atEnd();
  });

  it('goes from question to question by Alt and the arrows, and to the newest text by End', async () => {
    for (const n of [0, 1, 2]) {
      await reader.ask(`Question ${n}`);
      await reader.turns.nth(n).getByText('12 tokens', { exact: true }).waitFor();
    }
    const first = (): Promise<string> => page.evaluate(() => Array.from(document.querySelectorAll<HTMLElement>('.question')).find((question) => question.getBoundingClientRect().bottom > 52)?.innerText ?? '');
    await page.locator('h1').focus();
    await page.keyboard.press('Alt+ArrowUp');
    expect(await first()).toBe('Question 2');
    await page.keyboard.press('Alt+ArrowUp');
    expect(await first()).toBe('Question 1');
    await page.keyboard.press('Alt+ArrowDown');
    expect(await first()).toBe('Question 2');
    await page.keyboard.press('End');
    await atEnd();
  });
});
