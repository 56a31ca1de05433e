import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const SCRIPT = 'scripts/stale.mjs';
const BUILT = ['dist/main.js', 'dist/web/index.html'];
const SOURCES = ['package.json', 'src/main.ts', 'web/src/main.tsx', 'web/src/state/x.spec.ts', 'web/index.html', 'web/public/tokens.css', 'web/public/view.js'];
const [EARLY, THEN, LATE] = [1000, 2000, 3000];

describe('what npm start builds again', () => {
  let root: string;
  const write = async (name: string, time: number): Promise<void> => {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), '');
    await utimes(join(root, name), time, time);
  };
  const stale = async (): Promise<unknown> => {
    const ask = `import('./${SCRIPT}').then(({ isServerStale, isPageStale }) => console.log(JSON.stringify([isServerStale(), isPageStale()])))`;
    return JSON.parse((await promisify(execFile)(process.execPath, ['-e', ask], { cwd: root })).stdout);
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stale-'));
    await cp(resolve(__dirname, '../..', SCRIPT), join(root, SCRIPT));
    for (const name of SOURCES) await write(name, EARLY);
    for (const name of BUILT) await write(name, THEN);
  });
  afterEach(() => rm(root, { recursive: true }));

  it.each([
    ['nothing when nothing has changed', [], [false, false]],
    ['the server when its sources have', ['src/main.ts'], [true, false]],
    ['the page when its sources have', ['web/src/main.tsx'], [false, true]],
    ['the page when its frame or its other files have', ['web/index.html', 'web/public/view.js'], [false, true]],
    ['nothing for the look alone, which is served from where it is edited', ['web/public/tokens.css'], [false, false]],
    ['nothing for a test of the page', ['web/src/state/x.spec.ts'], [false, false]],
    ['both when what they depend on has', ['package.json'], [true, true]],
  ])('is %s', async (_what, changed, expected) => {
    for (const name of changed) await write(name, LATE);
    expect(await stale()).toEqual(expected);
  });

  it('is what was never built', async () => {
    await rm(join(root, 'dist'), { recursive: true });
    expect(await stale()).toEqual([true, true]);
  });

  it('is nothing where there is only what was built', async () => {
    for (const folder of ['src', 'web']) await rm(join(root, folder), { recursive: true });
    await write('package.json', LATE);
    expect(await stale()).toEqual([false, false]);
  });
});
