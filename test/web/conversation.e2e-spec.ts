import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { HeldBack } from '../support/held-back.js';
import { ChatPage } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { answering, chatLine, lastLine } from '../support/scripted-ollama.js';

const WORDS = ['The capital', ' of France', ' is Paris.'];

describeInBrowser('a conversation in the page', () => {
  let site: ChatPage;
  let page: Page;
  let reader: Reader;
  beforeAll(async () => {
    site = await ChatPage.start();
  });
  beforeEach(async () => {
    site.chat.ollama.script = answering(WORDS);
    page = await site.open();
    reader = new Reader(page);
  });
  afterEach(async () => {
    await page.context().close();
    expect(site.faults).toEqual([]);
  });
  afterAll(() => site.close());

  const question = (): string[] => site.chat.ollama.questions.at(-1)!.messages.map(({ content }) => content);

  it('asks, shows the answer with its figures, and names the chat in the address and the title', async () => {
    await reader.ask('What is the capital of France?');
    await reader.sees('The capital of France is Paris.');
    await reader.sees(/12 tokens.*tokens\/s.*first word after .* s.*tiny/s);
    expect(await page.title()).toMatch(/^What is the capital of France\? – /);
    expect((await site.chat.history(reader.chatId)).map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
    expect(await reader.turns.getByRole('heading', { level: 2 }).innerText()).toBe('What is the capital of France?');
  });

  it('goes on in the same chat', async () => {
    await reader.ask('First?');
    await reader.ends();
    await reader.ask('Second?');
    await reader.turns.nth(1).getByText('12 tokens', { exact: true }).waitFor();
    expect(question().slice(1)).toEqual(['First?', WORDS.join(''), 'Second?']);
  });

  it('comes back to a chat that was begun on this page', async () => {
    await reader.ask('What is the capital of France?');
    await reader.ends();
    await page.getByRole('link', { name: 'New chat' }).click();
    await page.getByText('The same from a script').waitFor();
    await page.goBack();
    await reader.sees('The capital of France is Paris.');
  });

  it('begins a chat under the id that was typed, and says at each key what may not be in one', async () => {
    const id = page.getByRole('textbox', { name: 'Chat id' });
    const rule = page.locator('#rule');
    await id.fill('my trip');
    expect(await rule.innerText()).toBe('A space cannot be part of an id. Letters, digits, - and _ can.');
    expect(await id.getAttribute('aria-invalid')).toBe('true');
    await reader.ask('Where to?');
    expect(await id.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await reader.field.inputValue()).toBe('Where to?');
    await id.fill('my-trip');
    await reader.field.press('Enter');
    await reader.ends();
    expect(reader.chatId).toBe('my-trip');

    await page.goto(site.url());
    await page.getByRole('link', { name: 'Where to?' }).waitFor();
    await page.getByRole('textbox', { name: 'Chat id' }).fill('My-Trip');
    expect(await rule.innerText()).toBe('“My-Trip” is taken by “my-trip”; ids differ in more than case.');
    await page.getByRole('textbox', { name: 'Chat id' }).fill('my-trip');
    await rule.filter({ hasText: 'This chat exists: your message continues it.' }).waitFor();
    await rule.getByRole('link', { name: 'Open it' }).click();
    await reader.ends();
  });

  it('shows a chat that does not exist as one that may begin', async () => {
    await page.goto(site.url('#/nothing-here'));
    await page.getByText('There is no chat with the id nothing-here. Write a message and it begins.').waitFor();
    await reader.ask('Hello?');
    await reader.ends();
    expect(await site.chat.history('nothing-here')).toHaveLength(3);
  });

  it('sends by Enter, starts a line by Shift + Enter, and nothing while an input method is composing or the field is empty', async () => {
    await reader.field.press('Enter');
    await reader.field.fill('one');
    await reader.field.press('Shift+Enter');
    await reader.field.pressSequentially('two');
    await reader.field.evaluate((field) => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }));
    });
    expect(await reader.field.inputValue()).toBe('one\ntwo');
    await reader.field.press('Enter');
    await reader.ends();
    expect(question().at(-1)).toBe('one\ntwo');
    expect(await reader.field.inputValue()).toBe('');
  });

  it.each(['button', 'Esc'])('stops by %s and keeps what was written', async (by) => {
    const held = new HeldBack(WORDS);
    site.chat.ollama.script = held.script;
    await reader.ask('Stop me');
    held.release(1);
    await reader.sees('The capital');
    expect(await page.title()).toBe('Writing… Stop me');
    expect(await reader.button.innerText()).toBe('Stop');
    await (by === 'Esc' ? page.keyboard.press('Escape') : reader.press('Stop'));
    await reader.sees('Stopped. What was written is kept.');
    expect(await reader.text()).toBe('The capital');
    expect((await site.chat.history(reader.chatId)).at(-1)).toMatchObject({ content: 'The capital', incomplete_reason: 'stopped' });
    expect(await reader.button.innerText()).toBe('Send');
    await site.chat.ollama.idle();
  });

  it('keeps one question for the end of the answer, and sends it then', async () => {
    const held = new HeldBack(WORDS);
    site.chat.ollama.script = held.script;
    await reader.ask('First?');
    held.release(1);
    await reader.sees('The capital');
    await reader.ask('And then?');
    await reader.isTold('Next: And then?');
    await reader.press('Edit');
    expect(await reader.field.inputValue()).toBe('And then?');
    await reader.field.press('Enter');
    await page.reload();
    await reader.isTold('Next: And then?');
    site.chat.ollama.script = answering(['Then this.']);
    held.release();
    await reader.sees('Then this.');
    expect(await reader.turns.count()).toBe(2);
    expect(await reader.notes.innerText()).toBe('');
  });

  it('says what is wrong with the model and what to do, and asks the same question again without writing it twice', async () => {
    site.chat.ollama.models = [];
    await reader.ask('Anybody there?');
    await reader.sees('Not answered. Model tiny is not pulled. Run: ollama pull tiny');
    await reader.sees('Your question is saved.');
    await page.getByRole('button', { name: 'Copy command' }).waitFor();
    site.chat.ollama.models = [{ name: 'tiny:latest' }];
    await reader.press('Try again');
    await reader.ends();
    expect(await reader.turns.count()).toBe(1);
    expect(await site.chat.history(reader.chatId)).toHaveLength(3);
  });

  it('shows what had arrived of an answer that was cut, and why', async () => {
    site.chat.ollama.script = async (chat) => {
      await chat.line(chatLine('Half of'));
      chat.cut();
    };
    await reader.ask('All of it?');
    await reader.sees(/Cut off\. .*What had arrived is kept\./s);
    expect(await reader.text()).toBe('Half of');
    site.chat.ollama.script = answering(WORDS);
    await reader.press('Try again');
    await reader.ends();
    expect(await reader.turns.count()).toBe(2);
  });

  it('offers to go on after the limit of an answer', async () => {
    site.chat.ollama.script = answering(['One, two,'], lastLine({ done_reason: 'length', eval_count: 2048 }));
    await reader.ask('Count');
    await reader.sees('Reached its limit of 2,048 tokens. What was written is kept.');
    await reader.press('Ask it to go on');
    expect(await reader.field.inputValue()).toBe('Please go on where you stopped.');
    expect(await reader.field.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await reader.turns.count()).toBe(1);
  });

  it('says that the model thinks, and folds it away', async () => {
    const held = new HeldBack(['Paris.']);
    site.chat.ollama.script = async (chat) => {
      await chat.line(chatLine('', { thinking: 'The user asks about France.' }));
      await held.script(chat);
    };
    await reader.ask('Capital?');
    const summary = reader.answer.getByText(/^Thinking/);
    await summary.click();
    await reader.sees('The user asks about France.');
    held.release();
    await reader.sees(/Thought for \d+ s/);
    await reader.ends();
    await page.reload();
    await reader.sees('Paris.');
    await reader.answer.getByText(/^Thought/).waitFor();
  });
});

describeInBrowser('what a model with a small window is shown', () => {
  it('is told in the conversation, and a question that cannot fit comes back into the field', async () => {
    const site = await ChatPage.start({ OLLAMA_NUM_CTX: '256' });
    const page = await site.open();
    const reader = new Reader(page);
    for (const n of [1, 2, 3]) {
      await reader.ask(`Question ${n}: ${'word '.repeat(50)}`);
      await reader.turns.nth(n - 1).getByText('12 tokens', { exact: true }).waitFor();
    }
    await page.getByRole('note').filter({ hasText: /^The model no longer sees the \d+ messages above: its 256 tokens are full\. They stay saved here\.$/ }).waitFor();
    expect(await page.locator('.unread-by-model').count()).toBeGreaterThan(0);

    await reader.ask('long '.repeat(1000));
    await reader.isTold(/Too long for this model\. .*\d+ tokens.*Your text is kept\./);
    expect(await reader.field.inputValue()).toBe('long '.repeat(1000));
    expect(await reader.turns.count()).toBe(3);
    expect(site.faults).toEqual([]);
    await site.close();
  });
});
