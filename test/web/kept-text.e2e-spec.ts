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
    await reader.sees('12 tokens');
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
    for (const each of [reader, second]) await each.sees('12 tokens');
    expect(await asked(reader.chatId)).toEqual(['First?']);
  });
});
