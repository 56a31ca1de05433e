import type { Browser } from 'playwright-core';
import { describeInBrowser, startBrowser } from '../support/browser.js';
import { ChatServer } from '../support/chat-server.js';
import { CuttableProxy } from '../support/cuttable-proxy.js';
import { HeldBack } from '../support/held-back.js';
import { Reader } from '../support/reader.js';
import { answering } from '../support/scripted-ollama.js';
import type { RunningServer } from '../support/server.js';
import { startWebServer } from '../support/web-server.js';

const WORDS = ['The capital', ' of France', ' is Paris.'];

describeInBrowser('the page on port 8501, before an API elsewhere', () => {
  let chat: ChatServer;
  let proxy: CuttableProxy;
  let web: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    [chat, browser] = await Promise.all([ChatServer.start(), startBrowser()]);
    proxy = await CuttableProxy.to(chat.server.url);
    web = await startWebServer(proxy.url);
  });
  afterAll(async () => {
    await browser.close();
    await web[Symbol.asyncDispose]();
    await proxy.close();
    await chat.close();
  });

  it('comes although the API is away, says which one, and sends what was asked meanwhile when it is back', async () => {
    chat.ollama.script = answering(WORDS);
    proxy.cut();
    const page = await browser.newPage();
    await page.goto(`${web.url}/`);
    const reader = new Reader(page);
    await reader.isTold(`The server at ${proxy.url} does not answer. It is set by API_URL.`);
    await reader.ask('Capital?');
    await reader.sees('Not sent yet.');
    proxy.mend();
    await reader.triesNow();
    await reader.ends();
    expect(await reader.turns.count()).toBe(1);
    await reader.press('View and keys');
    await page.getByRole('dialog', { name: 'View and keys' }).getByText(proxy.url).waitFor();
    await page.close();
  });

  it('goes on with an answer after the API was lost in the middle of it', async () => {
    const held = new HeldBack(WORDS);
    chat.ollama.script = held.script;
    const page = await browser.newPage();
    await page.goto(`${web.url}/ui/`);
    const reader = new Reader(page);
    await reader.ask('Capital?');
    held.release(1);
    await reader.sees('The capital');
    proxy.cut();
    await reader.sees('Connection lost.');
    held.release();
    proxy.mend();
    await reader.triesNow();
    await reader.ends();
    expect(await reader.text()).toBe(WORDS.join(''));
    await page.close();
  });
});
