import type { Locator, Page } from 'playwright-core';

/** What a person does with the list of chats, and sees of it. */
export class ListReader {
  constructor(readonly page: Page) {}

  get list(): Locator {
    // By its name, not its role: hidden it has none.
    return this.page.locator('nav[aria-label="Chats"]');
  }

  get links(): Locator {
    return this.list.locator('.list:not([hidden]) li[data-chat] a');
  }

  get search(): Locator {
    return this.page.getByLabel('Find a chat by title or text');
  }

  get undo(): Locator {
    return this.page.getByRole('button', { name: 'Undo' });
  }

  row(title: string): Locator {
    return this.list.locator('.list:not([hidden]) li[data-chat]').filter({ hasText: title });
  }

  link(title: string): Locator {
    return this.row(title).getByRole('link');
  }

  box(title: string): Locator {
    return this.row(title).getByRole('checkbox');
  }

  button(name: string): Locator {
    return this.list.getByRole('button', { name, exact: true });
  }

  /** Resolves when the list says a text. */
  async says(text: string | RegExp): Promise<void> {
    await this.list.getByText(text).waitFor();
  }

  /** The titles that are shown, in order. */
  titles(): Promise<string[]> {
    return this.list.locator('.list:not([hidden]) li[data-chat] .title').allTextContents();
  }

  /** Resolves when these titles are shown, in this order. */
  async shows(...titles: readonly string[]): Promise<void> {
    await this.page.waitForFunction((wanted) => [...document.querySelectorAll('.list:not([hidden]) li[data-chat] .title')].map(({ textContent }) => textContent).join('\n') === wanted, titles.join('\n'));
  }

  /** Opens the menu of a chat and chooses. */
  async choose(title: string, action: string): Promise<void> {
    await this.row(title).hover();
    await this.page.getByRole('button', { name: `More for ${title}` }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  /** Resolves when what has the focus is this. */
  async focused(where: Locator): Promise<void> {
    const element = await where.elementHandle();
    await this.page.waitForFunction((one) => one === document.activeElement, element);
  }

  /** What the focus is on, in words. */
  focus(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? (document.activeElement instanceof HTMLElement ? document.activeElement.innerText : ''));
  }
}
