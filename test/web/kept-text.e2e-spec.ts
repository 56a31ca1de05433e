import { describeInBrowser } from '../support/browser.js';
import { HeldBack } from '../support/held-back.js';
import { ChatPage } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { answering, lastLine } from '../support/scripted-ollama.js';

const WORDS = ['The capital', ' of France', ' is Paris.'];

describeInBrowser('what is typed in the page', () => {
  let site: ChatPage;
  beforeAll(async () => {
    site = await ChatPage.start();
  });
  beforeEach(() => {
    site.chat.ollama.script = answering(WORDS);
  });
  afterEach(async () => {
    for (const context of site.browser.contexts()) await context.close();
    await site.chat.ollama.idle();
    expect(site.faults).toEqual([]);
  });
  afterAll(() => site.close());

  const open = async (...of: Parameters<ChatPage['open']>): Promise<Reader> => new Reader(await site.open(...of));
  const asked = async (chatId: string): Promise<string[]> => (await site.chat.history(chatId)).filter(({ role }) => role === 'user').map(({ content }) => content);
  /** A chat that is answering, and a question that waits in it. */
  const waiting = async (): Promise<{ reader: Reader; held: HeldBack }> => {
    const held = new HeldBack(WORDS);
    site.chat.ollama.script = held.script;
    const reader = await open();
    await reader.ask('First?');
    held.release(1);
    await reader.sees('The capital');
    await reader.ask('Second?');
    await reader.isTold('Next: Second?');
    return { reader, held };
  };

  it('stays in the field when the question that waits is edited', async () => {
    const { reader, held } = await waiting();
    await reader.field.fill('A third thought');
    await reader.press('Edit');
    expect(await reader.field.inputValue()).toBe('Second?\n\nA third thought');
    held.release();
    await reader.ends();
  });

  it('stays in the field when the model is asked to go on', async () => {
    site.chat.ollama.script = answering(WORDS, lastLine({ done_reason: 'length' }));
    const reader = await open();
    await reader.ask('First?');
    await reader.sees('Reached its limit');
    await reader.field.fill('My own words');
    await reader.press('Ask it to go on');
    expect(await reader.field.inputValue()).toBe('Please go on where you stopped.\n\nMy own words');
  });

  it('is asked once, in however many tabs it waits', async () => {
    const { reader, held } = await waiting();
    const second = await open(`#/${reader.chatId}`, reader.page.context());
    await second.isTold('Next: Second?');
    site.chat.ollama.script = answering(WORDS);
    held.release();
    for (const each of [reader, second]) await each.turns.nth(1).getByText('12 tokens').waitFor();
    expect(await asked(reader.chatId)).toEqual(['First?', 'Second?']);
  });

  it('waits no more in any tab when it was removed in one', async () => {
    const { reader, held } = await waiting();
    const second = await open(`#/${reader.chatId}`, reader.page.context());
    await second.isTold('Next: Second?');
    await reader.press('Remove');
    await second.notes.filter({ hasText: 'Next:' }).waitFor({ state: 'detached' });
    held.release();
    for (const each of [reader, second]) await each.ends();
    expect(await asked(reader.chatId)).toEqual(['First?']);
  });

  it('stays in its own tab, although another one writes a new chat too', async () => {
    const reader = await open();
    const [first, other] = [reader, await open('', reader.page.context())];
    await first.field.fill('Of the first tab');
    await first.page.waitForFunction(() => localStorage.getItem('draft:') !== null);
    await other.field.fill('Of the other tab');
    await other.page.waitForFunction(() => localStorage.getItem('draft:')?.includes('other'));
    for (const each of [first, other]) await each.page.reload();
    expect(await first.field.inputValue()).toBe('Of the first tab');
    expect(await other.field.inputValue()).toBe('Of the other tab');
  });

  it('is found on the page of a new chat when it was refused after one had left', async () => {
    const reader = await open();
    await reader.ask('First?');
    await reader.ends();
    const first = reader.chatId;
    await reader.page.goto(site.url('#/'));
    await reader.page.route('**/chat', async (route) => {
      await reader.page.getByRole('heading', { level: 1, name: 'First?' }).waitFor();
      await route.fulfill({ status: 413, contentType: 'application/problem+json', body: JSON.stringify({ status: 413, code: 'body_too_large', detail: 'Too large.' }) });
    });
    const refused = reader.page.waitForResponse((response) => response.status() === 413);
    await reader.ask('A long and precious question');
    await reader.page.goto(site.url(`#/${first}`));
    await refused;
    await reader.page.goto(site.url('#/'));
    await reader.isTold('Too large.');
    expect(await reader.field.inputValue()).toBe('A long and precious question');
  });

  it('comes back with the id that is taken by one in another case', async () => {
    await site.chat.ask('First?', 'trip').expect(200);
    const reader = await open();
    await reader.page.getByLabel('Chat id').fill('TRIP');
    await reader.ask('Second?');
    await reader.isTold('ids must differ in more than case');
    expect(await reader.page.getByLabel('Chat id').inputValue()).toBe('TRIP');
    expect(await reader.field.inputValue()).toBe('Second?');
  });

  it('is not stopped by the second press of a double one', async () => {
    const held = new HeldBack(WORDS);
    site.chat.ollama.script = held.script;
    const reader = await open();
    await reader.field.fill('First?');
    await reader.button.dblclick({ delay: 60 });
    held.release();
    await reader.ends();
  });

  it('is not said to wait for an earlier question where there is none', async () => {
    const reader = await open();
    let go: () => void = () => undefined;
    const allowed = new Promise<void>((resolve) => (go = resolve));
    await reader.page.route('**/chat', (route) => allowed.then(() => route.continue()));
    await reader.ask('First?');
    await reader.sees('Not sent yet. It goes out as soon as the server answers.');
    go();
    await reader.ends();
  });
});
