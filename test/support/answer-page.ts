import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from './browser.js';

/** What the page offers to tests, and the browser. */
declare const show: (shown: Shown) => void;
declare const requestAnimationFrame: (done: (now: number) => void) => number;

export interface Shown {
  readonly text: string;
  readonly isWriting: boolean;
  readonly end?: 'whole' | 'writing' | 'cut' | 'none';
  readonly announce?: boolean;
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** The text of an answer alone on a page, under the policy of the real one, in a real browser. */
export class AnswerPage {
  /** What no text may cause: dialogs, uncaught errors, refusals of the policy, requests to other hosts, pages that open. */
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    readonly folder: string,
    private readonly browser: Browser,
    private readonly server: Server,
  ) {}

  static async start({ hasPolicy = true } = {}): Promise<AnswerPage> {
    const folder = await mkdtemp(join(tmpdir(), 'answer-page-'));
    await promisify(execFile)(process.execPath, [resolve('node_modules/vite/bin/vite.js'), 'build', resolve('test/support/answer-page'), '--outDir', folder, '--logLevel', 'warn']);
    const server = createServer((request, response) => {
      const path = request.url === '/' ? '/index.html' : (request.url ?? '/');
      const headers = { 'content-type': TYPES[extname(path)] ?? 'text/plain', ...(hasPolicy && { 'content-security-policy': POLICY }) };
      readFile(join(folder, path)).then((body) => response.writeHead(200, headers).end(body), () => response.writeHead(404).end());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const browser = await startBrowser();
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
    const answers = new AnswerPage(await context.newPage(), folder, browser, server);
    await answers.watch();
    await answers.page.goto(answers.url);
    return answers;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** Draws a text and waits until it is there. */
  async show(shown: Shown): Promise<void> {
    await this.page.evaluate(async (properties) => {
      show(properties);
      for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
    }, shown);
  }

  /** Waits until it is so; what the page does is seen here a little later. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await new Promise((done) => this.server.close(done));
    await rm(this.folder, { recursive: true });
  }

  private async watch(): Promise<void> {
    this.page.on('dialog', (dialog) => {
      this.faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    this.page.on('popup', (popup) => this.faults.push(`popup: ${popup.url()}`));
    this.page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`));
    this.page.on('console', (message) => {
      if (/Content Security Policy|Trusted|Refused/.test(message.text())) this.faults.push(`policy: ${message.text()}`);
    });
    this.page.on('framenavigated', (frame) => {
      if (!frame.url().startsWith(this.url)) this.faults.push(`went to: ${frame.url()}`);
    });
    await this.page.context().route(
      (url) => !url.href.startsWith(this.url),
      (route) => {
        this.faults.push(`request: ${route.request().url()}`);
        return route.abort();
      },
    );
  }
}
