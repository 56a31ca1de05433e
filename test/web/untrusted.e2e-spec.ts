import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { foreignElements } from '../support/foreign-elements.js';
import { payloads } from '../support/injection-payloads.js';
import { ChatPage } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { answering } from '../support/scripted-ollama.js';

describeInBrowser('what others have written', () => {
  let site: ChatPage;
  beforeAll(async () => {
    site = await ChatPage.start({ MAX_BODY_BYTES: '2000000' });
  });
  afterEach(() => expect(site.faults).toEqual([]));
  afterAll(() => site.close());

  /** What none of our components makes, and what would load something. */
  const strangers = (page: Page): Promise<string[]> =>
    page.evaluate(() => Array.from(document.querySelectorAll('body :is(script, iframe, frame, img, image, object, embed, base, style, link, meta, template, video, audio, form:not(.write), math, foreignObject)'), (element) => element.outerHTML.slice(0, 200)));

  it('stays text as title, question, answer and chat id in the address', async () => {
    for (const { text } of payloads) {
      site.chat.ollama.script = answering([text]);
      await site.chat.ask(text.replaceAll('\0', '').trim() || 'empty', 'everything').expect(200);
    }
    for (const [n, { text }] of payloads.slice(0, 60).entries()) {
      await site.chat.ask('q', `titled-${n}`).expect(200);
      await site.chat.rename(`titled-${n}`, text.replaceAll('\0', '').slice(0, 200).trim() || 'empty').expect(200);
    }
    const page = await site.open('#/everything');
    const reader = new Reader(page);
    await reader.turns.nth(payloads.length - 1).waitFor();
    expect(await foreignElements(page, '.prose')).toEqual([]);
    expect(await strangers(page)).toEqual([]);
    expect(await page.locator('nav li').count()).toBeGreaterThan(60);
    for (const { text } of payloads.slice(0, 20)) {
      await page.goto(site.url(`#/${encodeURIComponent(text)}`));
      expect(await strangers(page)).toEqual([]);
    }
    await page.context().close();
  });

  it('would be seen if it were more than text', async () => {
    const page = await site.open();
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('iframe')));
    expect(await strangers(page)).toHaveLength(1);
    await page.context().close();
  });

  it('stays text as an error, and in the message field', async () => {
    const page = await site.open();
    const reader = new Reader(page);
    for (const [n, { text }] of payloads.slice(0, 40).entries()) {
      site.chat.ollama.script = (chat) => chat.refuse(500, text);
      await reader.ask(text.replaceAll('\0', '').trim() || 'empty');
      await reader.turns.nth(n).getByText('Not answered.').waitFor();
      expect(await strangers(page)).toEqual([]);
    }
    await page.context().close();
  });
});
