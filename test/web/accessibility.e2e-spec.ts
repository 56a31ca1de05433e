import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { HeldBack } from '../support/held-back.js';
import { ChatPage } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { answering, chatLine } from '../support/scripted-ollama.js';

const RICH = ['# A heading\n\nSome *text* with [a link](https://example.org/page) and `code`.\n\n', '```js\nconst a = 1; // and a line that is long enough to be scrolled sideways on every width of window that is tried here, and then some more of it\n```\n\n', '| Name | Size |\n| --- | ---: |\n| one | 1 |\n\n', '- [x] done\n- open\n\n> quoted\n\n![a picture](https://example.org/a.png)\n'];

const VIEWS: readonly [name: string, options: BrowserContextOptions][] = [
  ['light, wide', { colorScheme: 'light' }],
  ['dark, wide', { colorScheme: 'dark' }],
  ['light, 360 px, touch', { colorScheme: 'light', viewport: { width: 360, height: 740 }, hasTouch: true }],
  ['dark, 320 px', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
];

/** States of the page, each reached as a person would. */
const STATES: Readonly<Record<string, (reader: Reader, site: ChatPage) => Promise<unknown>>> = {
  'a new chat': ({ page }) => page.getByText('The same from a script').waitFor(),
  'an id that may not be': async ({ page }) => {
    await page.getByRole('textbox', { name: 'Chat id' }).fill('my trip');
  },
  'a rich answer': async (reader, site) => {
    site.chat.ollama.script = answering(RICH);
    await reader.ask('Everything, please');
    await reader.ends();
  },
  'an answer that is being written, with reasoning, and a question that waits': async (reader, site) => {
    const held = new HeldBack(RICH);
    site.chat.ollama.script = async (chat) => {
      await chat.line(chatLine('', { thinking: 'Let me think.' }));
      await held.script(chat);
    };
    await reader.ask('Slowly, please');
    held.release(2);
    await reader.sees('A heading');
    await reader.answer.getByText(/^Thought/).click();
    await reader.ask('And then?');
    await reader.isTold('Next:');
  },
  'an answer that was cut': async (reader, site) => {
    site.chat.ollama.script = async (chat) => {
      await chat.line(chatLine('Half'));
      chat.cut();
    };
    await reader.ask('All of it');
    await reader.sees('Cut off.');
  },
  'a failure': async (reader, site) => {
    site.chat.ollama.models = [];
    await reader.ask('Anybody?');
    await reader.sees('Not answered.');
    site.chat.ollama.models = [{ name: 'tiny:latest' }];
  },
  'a server that is away': async (reader, site) => {
    site.proxy.cut();
    await reader.ask('Anybody?');
    await reader.sees('Not sent yet.');
    await reader.isTold('The server does not answer.');
    site.proxy.mend();
  },
  'no such chat': async ({ page }, site) => {
    await page.goto(site.url('#/nothing-here'));
    await page.getByText('There is no chat').waitFor();
  },
  'view and keys': async ({ page }) => {
    const list = page.getByRole('button', { name: 'Show the list of chats' });
    if (await list.isVisible()) await list.click();
    await page.getByRole('button', { name: 'View and keys' }).click();
    await page.getByRole('dialog', { name: 'View and keys' }).waitFor();
  },
};

describeInBrowser('everybody can use the page', () => {
  let site: ChatPage;
  beforeAll(async () => {
    site = await ChatPage.start();
  });
  afterAll(() => site.close());

  const findings = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`));
  };
  const sideways = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  describe.each(VIEWS)('%s', (_, options) => {
    it.each(Object.keys(STATES))('%s: axe finds nothing, nothing sticks out', async (state) => {
      const page = await site.open('', await site.context(options));
      await STATES[state]?.(new Reader(page), site);
      expect(await findings(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
      await page.context().close();
    });
  });

  it('is a check that can fail', async () => {
    const page = await site.open();
    await page.evaluate(() => document.querySelector('#message')?.removeAttribute('id'));
    expect(await findings(page)).not.toEqual([]);
    await page.context().close();
  });
});
