import type { Locator, Page } from 'playwright-core';

/** What a person does with the page, and sees of it. */
export class Reader {
  constructor(readonly page: Page) {}

  get field(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' });
  }

  get button(): Locator {
    return this.page.locator('form .go');
  }

  /** Each question with its answer. */
  get turns(): Locator {
    return this.page.getByRole('article');
  }

  get answer(): Locator {
    return this.turns.last().locator('.answer');
  }

  /** What is said by the message field. */
  get notes(): Locator {
    return this.page.locator('.notes');
  }

  async ask(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  /** Resolves when the newest answer holds a text, whatever else. */
  async sees(text: string | RegExp): Promise<void> {
    await this.answer.filter({ hasText: text }).waitFor();
  }

  /** Resolves when the newest answer has ended: the model's own count stands under it, no longer an estimate. */
  async ends(): Promise<void> {
    await this.answer.getByText('12 tokens', { exact: true }).waitFor();
  }

  async isTold(text: string | RegExp): Promise<void> {
    await this.notes.filter({ hasText: text }).waitFor();
  }

  press(name: string): Promise<void> {
    return this.page.getByRole('button', { name }).last().click();
  }

  /** Has the server asked at once, unless the page has found by itself that it is back. */
  async triesNow(): Promise<void> {
    const button = this.page.getByRole('button', { name: 'Try now' });
    await Promise.race([button.click().catch(() => undefined), button.waitFor({ state: 'detached' })]);
  }

  /** The chat that the address names. */
  get chatId(): string {
    return new URL(this.page.url()).hash.slice(2);
  }

  /** What is written of the newest answer. */
  async text(): Promise<string> {
    return (await this.answer.locator('.prose').innerText()).trim();
  }
}
