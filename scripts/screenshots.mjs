// Takes the pictures of the page in docs/images: node scripts/screenshots.mjs (after npm run build; needs a Chromium).
// The chats are made up and lie in files as the original project wrote them; the server, its embedded model and the browser are real.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const pictures = join(root, 'docs', 'images');
const HOUR = 3_600_000;

const BACKUP = `A chat is one file that only ever grows, so you can copy it **while the server is running**. Name each copy after the day of the week and the eighth night overwrites the first.

\`\`\`bash
# /etc/cron.d/chats: every night at 02:30
30 2 * * * chats  rsync -a --delete /srv/chat/chats/ "/backup/chats-$(date +\\%a)/"
\`\`\`

To go back, stop the server, copy a day over the folder and start again:

| You lost | Copy back | About |
| --- | --- | ---: |
| One chat | \`chats/<id>.jsonl\` | 1 s |
| The index | nothing, it is built again | 3 s |
| The folder | \`chats-Sat/\` | 20 s |

Try a restore once before you need it.`;

/** id, question, answer, hours ago */
const CHATS = [
  ['nightly-backup', 'How do I back up the chats folder every night and keep a week of copies?', BACKUP, 0.1],
  ['sourdough', 'Sourdough at 19 °C', 'Give it twelve hours.', 1],
  ['iso-dates', 'Regex for ISO dates, with the week form too', '`\\d{4}-W\\d{2}`', 2],
  ['landlord', 'Letter to the landlord', 'Dear Sir or Madam,', 26],
  ['night-sky', 'Why is the sky dark at night?', 'Because it is young.', 30],
  ['boat', 'A name for a small boat', '*Patience.*', 80],
  ['yaml', 'Quotes in YAML', 'Quote it.', 100],
  ['heat-pumps', 'Compare three heat pumps', '| A | B | C |\n| - | - | - |', 120],
  ['soup', 'Recipe: barley soup', 'Soak the barley.', 400],
  ['photos', 'Rename 4,000 photos', 'First make a copy.', 900],
];

const folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
mkdirSync(join(folder, 'chats'));
mkdirSync(pictures, { recursive: true });
for (const [id, question, answer, hours] of CHATS) {
  const time = new Date(Date.now() - hours * HOUR).toISOString();
  const facts = { model: 'ollama/llama3.1:8b', usage: { prompt_tokens: 90, completion_tokens: 212, total_tokens: 302 }, timings: { first_token_ms: 420, total_ms: 6000, tokens_per_second: 38 } };
  const messages = [{ role: 'user', content: question, timestamp: time }, { role: 'assistant', content: answer, timestamp: time, ...facts }];
  writeFileSync(join(folder, 'chats', `${id}.json`), JSON.stringify({ created_at: time, last_updated: time, messages }));
}

const server = spawn(process.execPath, [join(root, 'dist', 'main.js')], { cwd: folder, env: { ...process.env, PORT: '0', PROVIDER: 'local', LOCAL_MODEL: process.env.REAL_MODEL ?? join(root, 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf'), LOG_LEVEL: 'error' }, stdio: ['ignore', 'pipe', 'inherit'] });
const url = await new Promise((found) => server.stdout.on('data', (text) => found(/http:\S+/.exec(String(text))[0])));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

async function take(name, path, options, prepare = async () => undefined) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(`${url}/ui/${path}`);
  await page.locator(path === '' ? '.blank' : '.facts').first().waitFor();
  await page.getByText('Embedded, ready').waitFor({ state: 'attached' });
  await prepare(page);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  await context.close();
}

try {
  const backup = '#/nightly-backup';
  await take('page-light', backup, {});
  await take('page-dark', backup, { colorScheme: 'dark' });
  await take('page-phone', backup, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await take('page-phone-list', backup, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'dark' }, (page) => page.getByRole('button', { name: 'Show the list of chats' }).tap());
  await take('page-new', '', {}, (page) => page.getByRole('textbox', { name: 'Chat id' }).fill('my trip'));
} finally {
  await browser.close();
  server.kill();
  await new Promise((ended) => server.once('exit', ended));
  rmSync(folder, { recursive: true });
}
