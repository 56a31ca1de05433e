// How the page feels in a real browser: opening long chats with and without content-visibility, and frames and keys while a long answer is written into a chat of 100 turns.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { median, printTable } from './figures.mjs';
import { startModel, startOurs, temporaryFolder } from './processes.mjs';

const ROUNDS = 5;
const TOKEN_MS = 15;

const ANSWER = `A paragraph with **bold**, \`code\` and [a link](https://example.org/).

\`\`\`js
const answer = 42; // the usual one
console.log(answer);
\`\`\`

- one
- two

| a | b |
| --- | ---: |
| 1 | 2 |

${'Words that make a paragraph of the usual length, so that turns are as high as they are in a life. '.repeat(6)}`;

export async function page({ program, quick }) {
  const cwd = await temporaryFolder();
  for (const turns of [10, 100, 500]) await writeChat(cwd, turns);
  const server = await startOurs(program, await startModel(TOKEN_MS), { cwd });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await tab.goto(`${server.url}/ui/`);
    await opening(tab, quick ? 2 : ROUNDS);
    await writing(tab);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** A chat as the original wrote it. */
async function writeChat(cwd, turns) {
  const time = new Date(Date.now() - 60_000).toISOString();
  const messages = Array.from({ length: turns }, (_, n) => [{ role: 'user', content: `Question ${n}?`, timestamp: time }, { role: 'assistant', content: ANSWER, timestamp: time }]).flat();
  await mkdir(join(cwd, 'chats'), { recursive: true });
  await writeFile(join(cwd, 'chats', `turns-${turns}.json`), JSON.stringify({ created_at: time, last_updated: time, messages }));
}

/** From the click to the frame that shows the end of the chat. The peer is the same page with every turn laid out at once. */
async function opening(tab, rounds) {
  const rows = [];
  for (const turns of [10, 100, 500]) {
    const [ours, peer] = [[], []];
    for (let round = 0; round < rounds; round++) {
      ours.push(await openMs(tab, turns, 'auto'));
      peer.push(await openMs(tab, turns, 'visible'));
    }
    rows.push([turns, median(ours), median(peer), median(ours) / median(peer)]);
  }
  printTable('Opening a chat', ['turns', 'ms', 'ms, everything laid out at once', 'ratio'], rows);
}

const openMs = (tab, turns, visibility) =>
  tab.evaluate(
    async ([id, count, value]) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`.turn.far { content-visibility: ${value}; }`);
      document.adoptedStyleSheets = [sheet];
      location.hash = '#/';
      while (document.querySelector('article')) await new Promise(requestAnimationFrame);
      const begun = performance.now();
      location.hash = `#/${id}`;
      while (document.querySelectorAll('article').length < count) await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return performance.now() - begun;
    },
    [`turns-${turns}`, turns, visibility],
  );

/** While the model writes a token every 15 ms into a chat of 100 turns, and a person types. */
async function writing(tab) {
  await tab.evaluate(() => (location.hash = '#/turns-100'));
  await tab.locator('article').nth(99).waitFor();
  const field = tab.getByRole('textbox', { name: 'Message' });
  await field.fill('Write much');
  await field.press('Enter');
  await tab.locator('.answer[data-state=writing]').waitFor();
  await tab.evaluate(() => {
    const seen = { frames: [], keys: [] };
    window.seen = seen;
    let last = performance.now();
    const frame = (now) => {
      seen.frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => seen.keys.push(...list.getEntries().filter(({ name }) => name === 'keydown').map(({ duration }) => duration))).observe({ type: 'event', durationThreshold: 16 });
  });
  await field.pressSequentially('what one types while it is being written, letter by letter', { delay: 40 });
  const { frames, keys } = await tab.evaluate(() => window.seen);
  printTable('A chat of 100 turns while an answer is written (no GPU)', ['frames', 'median ms', 'p95 ms', 'longest ms', 'keys slower than 16 ms', 'slowest key, ms'], [[String(frames.length), median(frames), at(frames, 0.95), Math.max(...frames), String(keys.length), Math.max(0, ...keys)]]);
}

const at = (values, share) => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
