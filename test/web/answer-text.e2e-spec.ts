import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import { AnswerPage } from '../support/answer-page.js';
import { describeInBrowser } from '../support/browser.js';

/** Of the browser what is used here. */
interface Node {
  readonly textContent: string;
  readonly childElementCount: number;
  readonly children: Iterable<Node>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Node | null;
}
declare const document: { readonly activeElement: Node | null; readonly body: Node; querySelector(selector: string): Node | null };
declare const getSelection: () => { toString(): string };
declare const announced: () => string;
declare const think: (properties: object) => void;
declare const seen: { readonly added: string[]; removed: number; drawings: number };

const ANSWER = `First **paragraph** of it.

\`\`\`bash
echo alpha
\`\`\`

1. one bravo
2. two charlie

| a | b |
|---|---:|
| delta | 1 |

Last paragraph echo2.`;

const WIDE = 'x'.repeat(400);

const draw = ({ page }: AnswerPage, properties: object): Promise<void> =>
  page.evaluate((given) => think(given), { text: 'One.\n\nTwo.', isRunning: false, isOpen: false, ...properties });

describeInBrowser('The text of an answer', () => {
  let answers: AnswerPage;

  beforeAll(async () => {
    answers = await AnswerPage.start();
  });
  afterAll(() => answers.close());
  beforeEach(() => answers.page.reload());
  afterEach(() => expect(answers.faults).toEqual([]));

  const whole = (text: string): Promise<void> => answers.show({ text, isWriting: false });
  const htmlOf = (selector: string): Promise<string> => answers.page.innerHTML(selector);
  const attribute = (selector: string, name: string): Promise<string | null> => answers.page.getAttribute(selector, name);
  /** Remembers what is added to the part that is read out, and how often the page is drawn. */
  const watch = (): Promise<void> =>
    answers.page.evaluate(`
      globalThis.seen = { added: [], removed: 0, drawings: 0 };
      new MutationObserver((records) => {
        for (const { target, addedNodes, removedNodes } of records) {
          if (!target.classList?.contains('done')) continue;
          seen.added.push(...[...addedNodes].map((node) => node.textContent));
          seen.removed += removedNodes.length;
        }
        seen.drawings++;
      }).observe(document.getElementById('app'), { childList: true, subtree: true, characterData: true });
    `);

  describe('while it is written', () => {
    it('is read out block by block, each one once and whole', async () => {
      await answers.show({ text: '', isWriting: true });
      await watch();
      for (let cut = 1; cut <= ANSWER.length; cut += 3) await answers.show({ text: ANSWER.slice(0, cut), isWriting: true });
      await whole(ANSWER);
      const { added, removed } = await answers.page.evaluate(() => seen);
      expect(added.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
        'First paragraph of it.',
        'bash, 1 lineCopy this codeecho alpha',
        'one bravotwo charlie',
        'Table, 1 rowabdelta1',
        'Last paragraph echo2.',
      ]);
      expect(removed).toBe(0);
    });

    it('stands on the page once, at any time', async () => {
      for (let cut = 1; cut <= ANSWER.length; cut += 5) {
        await answers.show({ text: ANSWER.slice(0, cut), isWriting: true });
        const text = (await answers.page.textContent('.prose')) ?? '';
        for (const word of ['First', 'alpha', 'bravo', 'delta', 'echo2']) expect(text.split(word).length).toBeLessThanOrEqual(2);
      }
    });

    it('is read out only where it is finished, and until a second after its end', async () => {
      await answers.show({ text: 'One.\n\nTwo', isWriting: true });
      expect([await attribute('.done', 'aria-live'), await attribute('.done', 'aria-relevant'), await attribute('.tail', 'aria-live')]).toEqual(['polite', 'additions', null]);
      await whole('One.\n\nTwo.');
      expect([await attribute('.done', 'aria-live'), await answers.page.isVisible('.tail')]).toEqual(['polite', false]);
      await answers.page.waitForSelector('.done:not([aria-live])');
    });

    it('is not read out where the reader does not want it', async () => {
      await answers.show({ text: 'One.\n\nTwo', isWriting: true, announce: false });
      expect(await answers.page.locator('[aria-live]').count()).toBe(0);
    });

    it('is not read out when it was there before', async () => {
      await whole(ANSWER);
      expect(await attribute('.done', 'aria-live')).toBeNull();
    });

    it('is drawn at most once a frame, however often it grows', async () => {
      await answers.show({ text: 'a', isWriting: true });
      await watch();
      const frames = await answers.page.evaluate<number>(`(async () => {
        let frames = 0, isFed = false, text = 'a';
        const count = () => { frames++; if (!isFed) requestAnimationFrame(count); };
        requestAnimationFrame(count);
        for (let delta = 0; delta < 1000; delta++) {
          show({ text: text += ' more', isWriting: true });
          if (delta % 10 === 0) await new Promise((done) => setTimeout(done));
        }
        isFed = true;
        for (let frame = 0; frame < 5; frame++) await new Promise((done) => requestAnimationFrame(done));
        return frames + 5;
      })()`);
      const { drawings } = await answers.page.evaluate(() => seen);
      expect(drawings).toBeGreaterThan(1);
      expect(drawings).toBeLessThanOrEqual(frames);
      expect((await answers.page.textContent('.tail'))?.split(' more')).toHaveLength(1001);
    });

    it('keeps the focus where the reader has put it when its block is finished', async () => {
      await answers.show({ text: 'See [one](https://one.example) and [two](https://two.example)', isWriting: true });
      await answers.page.focus('.tail a >> nth=1');
      await answers.show({ text: 'See [one](https://one.example) and [two](https://two.example).\n\nNext', isWriting: true });
      expect(await answers.page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('https://two.example/');
      expect(await answers.page.locator('.done a').count()).toBe(2);
    });

    it('leaves the focus alone that is elsewhere', async () => {
      await answers.show({ text: 'One [a](https://a.example)', isWriting: true });
      await whole('One [a](https://a.example).');
      expect(await answers.page.evaluate(() => document.activeElement === document.body)).toBe(true);
    });
  });

  describe('its end mark', () => {
    it.each([
      ['a paragraph', 'One.\n\nTwo.', '.done > p:last-child > i:last-child'],
      ['a heading', 'One.\n\n# Two', '.done > h3:last-child > i:last-child'],
      ['a list', '- one\n- two\n  - three', '.done > ul > li:last-child > ul > li > i:last-child'],
      ['a list of paragraphs', '- one\n\n- two', '.done > ul > li:last-child > p > i:last-child'],
      ['a quotation', '> one\n>\n> two', '.done > blockquote > p:last-child > i:last-child'],
      ['code', '```\n1\n```', '.done > .code + .after > i'],
      ['code in a list', '- one\n  ```\n  1\n  ```', 'li > .code + .after > i'],
      ['a table', '|a|\n|-|\n|1|', '.done > .table + .after > i'],
      ['raw HTML', '<div>\nx\n</div>', '.done > .raw > i'],
    ])('stands behind the last word of %s', async (_, text, selector) => {
      await whole(text);
      expect(await attribute(selector, 'title')).toBe('Whole and saved');
      expect(await answers.page.locator('.end').count()).toBe(1);
    });

    it('says how the text ends', async () => {
      await answers.show({ text: 'One.\n\nTwo', isWriting: true });
      expect(await attribute('.tail .mark.live.end', 'title')).toBe('Being written');
      await answers.show({ text: 'One.\n\nTwo', isWriting: false, end: 'cut' });
      expect(await attribute('.done .mark.cut.end', 'title')).toBe('Cut off');
      await answers.show({ text: 'One.\n\nTwo', isWriting: false, end: 'none' });
      expect(await answers.page.locator('.end').count()).toBe(0);
    });
  });

  describe('code', () => {
    it('has a head that says what it is', async () => {
      await whole('```python\na = 1\nb = 2\n```\n\n```\nplain\n```\n\n```{weird="x"}\n1\n```');
      expect(await answers.page.locator('figcaption > span:first-child').allTextContents()).toEqual(['python, 2 lines', 'code, 1 line', 'code, 1 line']);
    });

    it('is coloured where its language is known', async () => {
      await whole('```ts\nconst a = "b"; // c\n```\n\n```nosuch\nconst\n```');
      expect(await answers.page.locator('.code .hljs-keyword, .code .hljs-string, .code .hljs-comment').allTextContents()).toEqual(['const', '"b"', '// c']);
    });

    it('is a stop of the Tab key with a name only while it goes on sideways', async () => {
      await whole(`\`\`\`bash\n${WIDE}\n\`\`\`\n\n\`\`\`bash\nshort\n\`\`\``);
      await answers.page.waitForSelector('pre[tabindex="0"][role=region][aria-label="Code, bash"][aria-live=off]');
      expect(await answers.page.locator('pre[tabindex]').count()).toBe(1);
      await answers.page.setViewportSize({ width: 5000, height: 800 });
      await answers.page.waitForSelector('pre:not([tabindex]) >> nth=0');
      await answers.page.setViewportSize({ width: 1000, height: 800 });
    });

    it('is copied as it was written, and says so with a tick for a while', async () => {
      await whole('```js\nif (a < b) {\n\treturn "&amp;";\n}\n```');
      const copy = await htmlOf('.code button');
      await answers.page.click('.code button');
      await answers.page.waitForFunction('announced() === "Copied."');
      expect(await answers.page.evaluate('navigator.clipboard.readText()')).toBe('if (a < b) {\n\treturn "&amp;";\n}');
      expect(await htmlOf('.code button')).not.toBe(copy);
      await answers.page.waitForFunction((html) => document.querySelector('.code button') !== null && (document.querySelector('.code button') as unknown as { innerHTML: string }).innerHTML === html, copy);
    });

    it('is copied on a page of plain http too, where there is no clipboard', async () => {
      await whole('```\nalpha\nbravo\n```');
      await answers.page.evaluate(`Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })`);
      await answers.page.evaluate(`document.addEventListener('copy', () => (window.copied = document.activeElement.value))`);
      await answers.page.click('.code button');
      expect(await answers.page.evaluate('[window.copied, announced()]')).toEqual(['alpha\nbravo', 'Copied.']);
    });

    it('is left selected with a word when the browser refuses to copy', async () => {
      await whole('```\nalpha\nbravo\n```');
      await answers.page.evaluate(`Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('refused')) }, configurable: true })`);
      await answers.page.click('.code button');
      await answers.page.waitForSelector('text=Not copied: the browser refused. Press Ctrl C.');
      expect(await answers.page.evaluate(() => [getSelection().toString(), announced()])).toEqual(['alpha\nbravo', 'Not copied: the browser refused. Press Ctrl C.']);
    });
  });

  describe('a table', () => {
    it('scrolls in itself, has a name that is heard, heads, and figures at the end', async () => {
      await whole(`| a | b | c |\n|---|:-:|--:|\n| ${'word '.repeat(9)}${WIDE} | 2<br>3 | 4 |\n| 5 | 6 | 7 |`);
      await answers.page.waitForSelector('.wide[tabindex="0"][role=region][aria-label="Table, 2 rows"][aria-live=off]');
      expect(await answers.page.textContent('.table > .unseen')).toBe('Table, 2 rows');
      expect(await answers.page.locator('th[scope=col]').count()).toBe(3);
      expect(await answers.page.locator('.num').allTextContents()).toEqual(['c', '4', '7']);
      expect(await answers.page.locator('td br').count()).toBe(1);
      expect(await answers.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    });
  });

  describe('a link', () => {
    it('says where it leads, and opens a new tab that knows nothing of this one', async () => {
      await whole('[last night’s backup](https://status.example/b?x=1&amp;y=2)');
      expect(await htmlOf('.done p')).toContain(
        '<a href="https://status.example/b?x=1&amp;y=2" title="https://status.example/b?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">last night’s backup<span class="unseen"> (new tab)</span></a> <span class="target" dir="ltr">status.example</span>',
      );
    });

    it.each(['https://status.example/b', '<https://status.example/b>', '[status.example/b](https://status.example/b)', '<ada@example.com>'])('does not say it twice: %s', async (text) => {
      await whole(text);
      expect([await answers.page.locator('a').count(), await answers.page.locator('.target').count()]).toEqual([1, 0]);
    });

    it('stays the text it is when it leads anywhere else', async () => {
      await whole('[a **b**](javascript:x) [c](/chat)');
      expect([await answers.page.locator('a').count(), await answers.page.textContent('.done')]).toEqual([0, '[a **b**](javascript:x) [c](/chat)']);
    });

    it('that is listed as a source stays to be seen', async () => {
      await whole('See [it][1].\n\n[1]: https://source.example/a "The source"');
      expect(await answers.page.textContent('.definition')).toBe('[1]: https://source.example/a (new tab) "The source"');
      expect(await answers.page.locator('a').count()).toBe(2);
    });
  });

  it('never loads an image, and says whose it is', async () => {
    await whole('Look: ![Disk usage](https://status.example/disk.png) and ![](https://b.example/x)');
    expect(await answers.page.locator('.image .why').allTextContents()).toEqual([
      'An image from status.example is not loaded here: “Disk usage”. Opening it tells that server your address.',
      'An image from b.example is not loaded here. Opening it tells that server your address.',
    ]);
    expect(await attribute('.image a', 'href')).toBe('https://status.example/disk.png');
  });

  it('begins its headings at the third level and leaves out none', async () => {
    await whole('# A\n\n### B\n\nC\n===\n\n> ## D');
    expect(await answers.page.locator('h3, h4').allTextContents()).toEqual(['A', 'B', 'C', 'D']);
    expect(await answers.page.locator('h4').allTextContents()).toEqual(['B', 'D']);
  });

  it('takes side and direction from the words of each block, code from left to right always', async () => {
    await whole('سلام `code`\n\nHello\n\n- یک\n- دو\n\n```\nسلام\n```');
    const directions = await answers.page.evaluate(`[...document.querySelectorAll('.done > *')].map((block) => getComputedStyle(block).direction)`);
    expect(directions).toEqual(['rtl', 'ltr', 'rtl', 'ltr', 'ltr']);
    expect(await answers.page.evaluate(`getComputedStyle(document.querySelector('p code')).direction`)).toBe('ltr');
  });

  it('shows tasks with boxes that are heard, and keeps its lines', async () => {
    await whole('- [x] one\n- [ ] two\n\nA poem\nin two lines');
    expect(await answers.page.locator('.task .box').evaluateAll((boxes) => boxes.map((box) => (box as unknown as Node).getAttribute('aria-label')))).toEqual(['Done:', 'To do:']);
    expect(await answers.page.evaluate(() => (document.querySelector('.done > p') as unknown as { innerText: string }).innerText)).toBe('A poem\nin two lines');
  });

  it.each(['>', '- ', '[', '![', '*', '**a ', '`', '<', '|', '1. ', '~~', '<a '])('survives 10,000 times %j', async (mark) => {
    await answers.show({ text: mark.repeat(5_000), isWriting: true });
    await whole(`${mark.repeat(10_000)}end`);
    expect(await answers.page.textContent('.prose')).toContain('end');
  });

  it('has nothing that an audit of accessibility finds', async () => {
    await whole(`${ANSWER}\n\n## Head\n\n- [ ] task\n\n> quoted [link](https://a.example)\n\n![x](https://b.example/x)\n\n\`\`\`json\n{"a": [1, "${WIDE}", null]} \n\`\`\`\n\n\`\`\`diff\n+a\n-b\n\`\`\`\n\n<b>raw</b>\n\n---\n\nEnd`);
    await answers.page.evaluate(axe.source);
    for (const theme of ['light', 'dark']) {
      await answers.page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
      await answers.page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
      const results = await answers.page.evaluate<AxeResults>(`axe.run(document.getElementById('app'), { rules: { region: { enabled: false } } })`);
      expect(results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });

  describe('the reasoning before it', () => {
    it('is folded under a line that says how long it took', async () => {
      await draw(answers, { seconds: 6.2 });
      expect([await answers.page.textContent('summary'), await answers.page.isVisible('.inner')]).toEqual(['Thought for 6 s', false]);
      await draw(answers, { seconds: 8, isRunning: true });
      expect(await answers.page.textContent('summary')).toBe('Thinking, 8 s');
    });

    it('opens where the reader opens it, as plain paragraphs', async () => {
      await draw(answers, { text: 'One <b>.\n\n**Two**.' });
      await answers.page.click('summary');
      expect(await answers.page.locator('.inner p').allTextContents()).toEqual(['One <b>.', '**Two**.']);
      expect(await answers.page.isVisible('.inner')).toBe(true);
    });

    it('is a stop of the Tab key only while it goes on below', async () => {
      await draw(answers, { isOpen: true });
      expect(await answers.page.locator('[tabindex]').count()).toBe(0);
      await draw(answers, { isOpen: true, text: 'Line.\n\n'.repeat(60) });
      await answers.page.waitForSelector('.inner[tabindex="0"][role=region][aria-label=Reasoning]');
    });

    it('is not there where there was none', async () => {
      await draw(answers, { text: '' });
      expect(await answers.page.locator('details').count()).toBe(0);
    });
  });
});
