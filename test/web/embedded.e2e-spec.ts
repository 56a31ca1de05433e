import type { Browser } from 'playwright-core';
import { describeInBrowser, startBrowser } from '../support/browser.js';
import { Reader } from '../support/reader.js';
import { type HubExchange, ScriptedHub } from '../support/scripted-hub.js';
import { type RunningServer, startServer } from '../support/server.js';
import { tinyModel } from '../support/tiny-model.js';

const MODEL = tinyModel({ brevity: 0.2 });

describeInBrowser('the page on a machine that has no model yet', () => {
  let hub: ScriptedHub;
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    [hub, browser] = await Promise.all([ScriptedHub.start(), startBrowser()]);
    server = await startServer({ env: { PROVIDER: 'local', LOCAL_MODEL: `${hub.origin}/tiny.gguf` } });
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await hub.close();
  });

  it('tells how far the model is on its way, and answers by the embedded model when it is there', async () => {
    let coming: HubExchange | undefined;
    hub.script = (exchange) => {
      coming = exchange;
      return exchange.begin({ content: MODEL, upTo: Math.floor(MODEL.length / 2) });
    };
    const page = await browser.newPage();
    await page.goto(`${server.url}/ui/`);
    const reader = new Reader(page);
    await reader.ask('Hello?');
    await reader.sees(/The model is on its way\. 50 % of \d+ kB is here/);
    await reader.sees('Your question is saved and is answered as soon as the model is ready. You may leave this page.');
    expect(await page.getByRole('progressbar', { name: 'Model download' }).getAttribute('value')).toBe('50');
    await page.locator('nav').getByText('downloading, 50 %').waitFor();
    await page.reload();
    await reader.sees('The model is on its way.');
    await coming?.send(MODEL.subarray(Math.floor(MODEL.length / 2)));
    // Its weights are random: it may stop at once, or go on to its limit.
    await page.locator('.answer:is([data-state=complete], [data-state=cut], [data-state=failed])').waitFor();
    await page.locator('nav').getByText('Embedded, ready').waitFor();
    expect(await reader.turns.count()).toBe(1);
  });
});
