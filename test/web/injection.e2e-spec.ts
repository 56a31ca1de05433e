import { AnswerPage } from '../support/answer-page.js';
import { describeInBrowser } from '../support/browser.js';
import { foreignElements } from '../support/foreign-elements.js';
import { payloads } from '../support/injection-payloads.js';

/** Of the browser's document what is used here. */
interface Element {
  innerHTML: string;
  dispatchEvent(event: Event): boolean;
}
declare const document: { readonly body: Element; getElementById(id: string): Element | null; querySelectorAll(selector: string): Iterable<Element> };

const IN_EVERY_PLACE = (text: string): string => {
  const line = text.replaceAll('\n', ' ');
  return `${text}\n\n# ${line}\n\n- ${line}\n  - [ ] ${line}\n\n> ${line}\n\n| ${line.replaceAll('|', '\\|')} |\n|---|\n| ${line.replaceAll('|', '\\|')} |\n\n**${line}** *${line}* ~~${line}~~ [${line}](https://good.example/)\n\n${text}`;
};

/** Without the white space that a page shows as it likes. */
const letters = (text: string): string => text.replaceAll(/\s|\0/gu, '');

describeInBrowser('Texts that try to become more than text', () => {
  let answers: AnswerPage;

  beforeAll(async () => {
    answers = await AnswerPage.start();
  });
  afterAll(() => answers.close());

  it('are more than a hundred, each one different', () => {
    expect(payloads.length).toBeGreaterThan(100);
    expect(new Set(payloads.map(({ text }) => text)).size).toBe(payloads.length);
  });

  it.each(payloads)('stay text, and are seen: $name', async ({ text, seen = text }) => {
    await answers.show({ text, isWriting: false });
    expect(await foreignElements(answers.page, '#app')).toEqual([]);
    expect(letters((await answers.page.textContent('#app')) ?? '')).toContain(letters(seen));
    expect(answers.faults).toEqual([]);
  });

  it.each(payloads)('stay text while they are written, and wherever they stand: $name', async ({ text }) => {
    const whole = IN_EVERY_PLACE(text);
    for (const share of [0.2, 0.5, 0.8, 1]) {
      await answers.show({ text: whole.slice(0, Math.round(whole.length * share)), isWriting: share < 1 });
      expect(await foreignElements(answers.page, '#app')).toEqual([]);
    }
    expect(answers.faults).toEqual([]);
  });

  it('do nothing when everything that can be pressed or hovered is', async () => {
    for (const { text } of payloads) {
      await answers.show({ text, isWriting: false });
      await answers.page.evaluate(() => {
        for (const element of document.querySelectorAll('#app *')) for (const type of ['pointerenter', 'mouseover', 'focus', 'load', 'error', 'toggle', 'animationend', 'beforeinput']) element.dispatchEvent(new Event(type, { bubbles: true }));
      });
    }
    expect(answers.faults).toEqual([]);
  });
});

describeInBrowser('What watches over the texts', () => {
  it('sees a renderer that makes elements of them', async () => {
    const answers = await AnswerPage.start({ hasPolicy: false });
    try {
      await answers.page.evaluate(() => {
        const app = document.getElementById('app');
        if (app) app.innerHTML = '<img src="https://evil.example/x" onerror="alert(1)"><a href="javascript:alert(2)" id="x">x</a><iframe srcdoc="<script>alert(3)</script>"></iframe>';
      });
      await answers.until(() => ['dialog: 1', 'dialog: 3', 'request: https://evil.example/x'].every((fault) => answers.faults.includes(fault)));
      expect(await foreignElements(answers.page, '#app')).toEqual(expect.arrayContaining(['<img>', 'onerror="alert(1)"', 'href="javascript:alert(2)"', 'id="x"', '<iframe>']));
    } finally {
      await answers.close();
    }
  });

  it('has a policy behind it that refuses such a renderer', async () => {
    const answers = await AnswerPage.start();
    try {
      await expect(answers.page.evaluate(() => (document.body.innerHTML = '<b>x</b>'))).rejects.toThrow('TrustedHTML');
      expect(answers.faults.join()).toContain('TrustedHTML');
    } finally {
      await answers.close();
    }
  });
});
