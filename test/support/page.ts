import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startBrowser } from './browser.js';
import { ChatServer } from './chat-server.js';
import { CuttableProxy } from './cuttable-proxy.js';

/** The built page at /ui/ in a real browser, behind a network that can be cut, its model scripted. */
export class ChatPage {
  /** What no test may cause: dialogs, uncaught errors, refusals of the content security policy, requests to other hosts. */
  readonly faults: string[] = [];

  private constructor(
    readonly chat: ChatServer,
    readonly proxy: CuttableProxy,
    readonly browser: Browser,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<ChatPage> {
    const [chat, browser] = await Promise.all([ChatServer.start(env), startBrowser()]);
    return new ChatPage(chat, await CuttableProxy.to(chat.server.url), browser);
  }

  /** A reader with an empty storage of their own; more pages of the context are more tabs. */
  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    context.on('page', (page) => this.watch(page));
    return context;
  }

  /** A new tab, of a new reader unless one is given. */
  async open(path = '', context?: BrowserContext): Promise<Page> {
    const page = await (context ?? (await this.context())).newPage();
    await page.goto(this.url(path));
    return page;
  }

  url(path = ''): string {
    return `${this.proxy.url}/ui/${path}`;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.proxy.close();
    await this.chat.close();
  }

  private watch(page: Page): void {
    page.on('dialog', (dialog) => {
      this.faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => this.faults.push(`error: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) this.faults.push(`policy: ${message.text()}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(this.proxy.url) && !/^(data|blob|about):/.test(url)) this.faults.push(`request: ${url}`);
    });
  }
}
