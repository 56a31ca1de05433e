import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { HeldBack } from '../support/held-back.js';
import { ChatPage } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { answering, chatLine } from '../support/scripted-ollama.js';

const BLOCKS = ['First paragraph.\n\n', 'Second paragraph.\n\n', 'Third paragraph.'];

describeInBrowser('what a screen reader hears', () => {
  let site: ChatPage;
  let page: Page;
  let reader: Reader;
  beforeAll(async () => {
    site = await ChatPage.start();
  });
  beforeEach(async () => {
    site.chat.ollama.models = [{ name: 'tiny:latest' }];
    site.chat.ollama.script = answering(BLOCKS);
    page = await site.open();
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      new MutationObserver(() => said.push(document.querySelector('[role=status]')?.textContent ?? '')).observe(document.querySelector('[role=status]')!, { childList: true, subtree: true, characterData: true });
    });
    reader = new Reader(page);
  });
  afterEach(async () => {
    await page.context().close();
    expect(site.faults).toEqual([]);
  });
  afterAll(() => site.close());

  const said = (): Promise<string[]> => page.evaluate(() => (window as unknown as { said: string[] }).said);
  const hears = (sentence: string): Promise<unknown> => page.waitForFunction((wanted) => (window as unknown as { said: string[] }).said.includes(wanted), sentence);

  it('is each step of an answer, once', async () => {
    site.chat.ollama.script = async (chat) => {
      await chat.line(chatLine('', { thinking: 'Let me think.' }));
      await answering(BLOCKS)(chat);
    };
    await reader.ask('Capital?');
    await hears('Answer finished.');
    const steps = (await said()).filter((sentence) => sentence !== '');
    expect(steps.at(0)).toBe('Sent.');
    expect(steps.at(-1)).toBe('Answer finished.');
    expect(new Set(steps).size).toBe(steps.length);
  });

  it('is the answer itself, block by block, while it is written, and no longer', async () => {
    const held = new HeldBack(BLOCKS);
    site.chat.ollama.script = held.script;
    await reader.ask('Capital?');
    held.release(2);
    const heard = reader.answer.locator('[aria-live=polite]');
    await heard.getByText('First paragraph.').waitFor();
    expect(await page.getByText('First paragraph.').count()).toBe(1);
    held.release();
    await reader.ends();
    await page.locator('.answer [aria-live=polite]').waitFor({ state: 'detached' });
    await page.reload();
    await reader.ends();
    expect(await page.locator('.answer [aria-live=polite]').count()).toBe(0);
  });

  it('is the same element from the first word to after the end, so that nothing is read twice', async () => {
    const held = new HeldBack(BLOCKS);
    site.chat.ollama.script = held.script;
    await reader.ask('Capital?');
    held.release(2);
    await reader.answer.locator('.done').getByText('First paragraph.').waitFor();
    await reader.answer.locator('.done p').first().evaluate((paragraph) => paragraph.setAttribute('data-seen', ''));
    held.release();
    await reader.ends();
    expect(await reader.answer.locator('.done p[data-seen]').innerText()).toContain('First paragraph.');
  });

  it('is what went wrong, and that the server is away and back', async () => {
    site.chat.ollama.models = [];
    await reader.ask('Anybody?');
    await hears('Not answered. Model tiny is not pulled. Run: ollama pull tiny');
    site.proxy.cut();
    await reader.ask('And now?');
    await hears('The server does not answer.');
    site.proxy.mend();
    await reader.triesNow();
    await hears('The server is back.');
  });

  it('is less for those who want less', async () => {
    await page.getByRole('button', { name: 'View and keys' }).click();
    await page.getByRole('group', { name: 'Announce answers' }).getByText('Not', { exact: true }).click();
    await page.keyboard.press('Escape');
    await reader.ask('Capital?');
    await reader.ends();
    expect((await said()).filter((sentence) => sentence !== '')).toEqual(['Sent.']);
    expect(await page.locator('.answer [aria-live]').count()).toBe(0);
  });
});
