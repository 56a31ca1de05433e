// The page with 10,000 chats in its list: how long until it can be used, and how evenly the list scrolls, by the wheel, to its very end.
import { chromium } from 'playwright-core';
import { patternOf, writeChats } from './chat-files.mjs';
import { judged, number, printTable } from './figures.mjs';
import { startOurs, temporaryFolder } from './processes.mjs';

const EVEN_FRAME_MS = 50;
const WHEEL = 600;

export async function scrolling({ program, model, load, quick }) {
  const many = quick ? 1000 : 10_000;
  const cwd = await temporaryFolder();
  await writeChats(cwd, await patternOf(program, model, cwd, load), many);
  const server = await startOurs(program, model, { cwd });
  while ((await fetch(`${server.url}/health/ready`)).status === 503) await new Promise((resolve) => setTimeout(resolve, 100));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const begun = performance.now();
    await page.goto(`${server.url}/ui/`);
    await page.waitForSelector('[data-chat]');
    const opened = performance.now() - begun;
    const down = await scrolled(page, many + 1);
    const [up, key, tick] = [await wheeled(page, -WHEEL, 200), await keyed(page, 'ArrowUp'), await ticked(page)];
    printTable(`The list of ${many} chats in the page`, ['', ''], [
      ['until the first rows stand there, ms', opened],
      ['rows at the end', String(down.rows)],
      ['seconds to the end by the wheel, with every page loaded on the way', down.seconds],
      ['frames while it loads: median, 95th, 99th percentile, longest, ms', down.frames],
      ['frames of scrolling back through all rows, ms', up],
      [`95th percentile of those`, judged(Number(up.split(' / ')[1]), `<= ${EVEN_FRAME_MS}`, ' ms')],
      ['a key that moves the focus, until it is drawn, ms', key],
      ['a box that is ticked, until it is drawn, ms', tick],
    ]);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Notes how long each frame takes from now on. */
const watch = (page) =>
  page.evaluate(() => {
    window.frames_ms = [];
    let last = performance.now();
    const note = (now) => {
      window.frames_ms.push(now - last);
      last = now;
      window.frame = requestAnimationFrame(note);
    };
    window.frame = requestAnimationFrame(note);
  });

const noted = async (page) => {
  const times = (await page.evaluate(() => (cancelAnimationFrame(window.frame), window.frames_ms))).toSorted((a, b) => a - b);
  return [0.5, 0.95, 0.99, 1].map((part) => number(times[Math.min(times.length - 1, Math.floor(times.length * part))])).join(' / ');
};

async function scrolled(page, rows) {
  const begun = performance.now();
  await page.mouse.move(120, 500);
  await watch(page);
  const count = () => page.evaluate(() => [document.querySelectorAll('[data-chat]').length, document.querySelector('.list').scrollHeight - document.querySelector('.list').scrollTop - document.querySelector('.list').clientHeight]);
  for (let [shown, left] = await count(); shown < rows || left > 1; [shown, left] = await count()) await page.mouse.wheel(0, 4 * WHEEL);
  return { seconds: (performance.now() - begun) / 1000, frames: await noted(page), rows: (await count())[0] };
}

async function wheeled(page, distance, steps) {
  await watch(page);
  for (let step = 0; step < steps; step++) await page.mouse.wheel(0, distance);
  return noted(page);
}

/** From a key to the frame after it, the median of 20. */
async function keyed(page, key) {
  await page.evaluate(() => document.querySelectorAll('[data-stop]')[5000 % document.querySelectorAll('[data-stop]').length].focus());
  return drawn(page, () => page.keyboard.press(key));
}

async function ticked(page) {
  await page.click('[aria-pressed]');
  await page.evaluate(() => document.querySelectorAll('[data-stop]')[20].focus());
  return drawn(page, () => page.keyboard.press('Space'));
}

async function drawn(page, act) {
  const times = [];
  for (let turn = 0; turn < 20; turn++) {
    await page.evaluate(() => {
      window.drawn = new Promise((done) => addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp))), { once: true, capture: true }));
    });
    await act();
    times.push(await page.evaluate(() => window.drawn));
  }
  return times.toSorted((a, b) => a - b)[10];
}
