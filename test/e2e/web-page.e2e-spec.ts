import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packageFacts } from '../../src/package-facts.js';
import { describeInBrowser } from '../support/browser.js';
import { ChatPage } from '../support/page.js';
import { ProgramCopy } from '../support/program-copy.js';
import { rawRequest } from '../support/raw-request.js';
import { type RunningServer, startServer } from '../support/server.js';

const ROOT = resolve(__dirname, '../..');
const BUILT = resolve(ROOT, 'dist/web');
const LARGEST_SCRIPT_BYTES = 100 * 1024;
const OF_NOBODY = { PROVIDER: 'ollama', OLLAMA_URL: 'http://127.0.0.1:9', LOG_LEVEL: 'fatal' };

const builtFiles = async (): Promise<string[]> => (await readdir(BUILT, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ parentPath, name }) => resolve(parentPath, name).slice(BUILT.length + 1));
const notFound = { status: 404, code: 'route_not_found', success: false };

describe('the web page', () => {
  let server: RunningServer;
  const get = (path: string, headers: Record<string, string> = {}) => rawRequest(server.url, path, { headers });
  beforeAll(async () => (server = await startServer({ env: OF_NOBODY })));
  afterAll(() => server[Symbol.asyncDispose]());

  it('leads to its folder by an address that holds behind any path', async () => {
    for (const path of ['/ui', '/ui?theme=dark']) {
      const { status, headers } = await get(path);
      expect([status, headers.location]).toEqual([302, 'ui/']);
    }
  });

  it('comes at /ui/, and is asked for anew each time', async () => {
    const page = await get('/ui/');
    expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
    expect(page.text).toContain('<div id="app">');
    expect((await get('/ui/', { 'if-none-match': page.headers.etag! })).status).toBe(304);
    expect((await get('/ui/?from=a-bookmark')).text).toBe(page.text);
  });

  it('sends every file that was built: for ever where the name tells what is in it', async () => {
    const files = await builtFiles();
    expect(files.filter((name) => name.startsWith('assets/')).length).toBeGreaterThan(1);
    for (const name of files) {
      const { status, headers, text } = await get(`/ui/${name}`);
      expect([name, status, headers.etag !== undefined, headers['cache-control']]).toEqual([name, 200, true, name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache']);
      expect(text).toBe(await readFile(resolve(name === 'tokens.css' ? `${ROOT}/web/public` : BUILT, name), 'utf8'));
    }
  });

  it('may run nothing but its own files, and only under /ui', async () => {
    for (const path of ['/ui', '/ui/', '/ui/tokens.css', '/ui/about.json', '/ui/nothing']) {
      const policy = String((await get(path)).headers['content-security-policy']).split('; ');
      expect([path, policy]).toEqual([path, ["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"]]);
    }
    expect((await get('/docs')).headers['content-security-policy']).toContain("style-src 'self' 'unsafe-inline'");
  });

  it('tells its name and version', async () => {
    const { status, headers, text } = await get('/ui/about.json');
    expect([status, headers['cache-control'], JSON.parse(text)]).toEqual([200, 'no-cache', { app_name: packageFacts.name, version: packageFacts.version }]);
  });

  it('stands in the list of routes', async () => {
    expect(JSON.parse((await get('/')).text).endpoints).toContainEqual({ path: '/ui', method: 'GET', description: expect.stringMatching(/.{10}/) });
  });

  it('answers HEAD like GET, without the file', async () => {
    for (const path of ['/ui/', '/ui/tokens.css', '/ui/about.json']) {
      const [whole, head] = await Promise.all([get(path), rawRequest(server.url, path, { method: 'HEAD' })]);
      expect([path, head.status, head.headers['content-length'], head.headers['content-type'], head.text]).toEqual([path, 200, whole.headers['content-length'], whole.headers['content-type'], '']);
    }
  });

  it('can only be read: other methods are 405 with Allow', async () => {
    for (const path of ['/ui', '/ui/', '/ui/tokens.css', '/ui/about.json', '/ui/assets/nothing.js']) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const { status, headers, text } = await rawRequest(server.url, path, { method, headers: { 'content-type': 'text/plain' }, body: '{' });
        expect([method, path, status, headers.allow, JSON.parse(text).code]).toEqual([method, path, 405, 'GET, HEAD', 'method_not_allowed']);
      }
    }
  });

  it.each(['nothing', 'assets', 'assets/', 'assets/nothing.js', 'index.html/', '../package.json', '%2e%2e/main.js', '..%2fmain.js', '%2e%2e%2fmain.js', '..%5cmain.js', 'assets/../../main.js', 'assets/%2e%2e/%2e%2e/main.js', 'assets/..%5c..%5cmain.js', './index.html', '/index.html', '/etc/passwd', '%2fetc%2fpasswd', '%00', 'index.html%00', '.git/config', '...', '%252e%252e/main.js'])(
    'answers /ui/%s with 404',
    async (path) => {
      const { status, headers, text } = await get(`/ui/${path}`);
      expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
      expect(JSON.parse(text)).toMatchObject(notFound);
    },
  );

  it('keeps to the names of the server', async () => {
    expect((await get('/ui/', { host: 'evil.example' })).status).toBe(421);
  });

  it('has a version of the look for the reader who has not seen the last edit, and nothing to build', async () => {
    const program = await ProgramCopy.make();
    await mkdir(program.path('web/public'), { recursive: true });
    const edited = await startServer({ env: OF_NOBODY, program: program.path('dist/main.js') });
    const look = async (etag = '') => rawRequest(edited.url, '/ui/tokens.css', { headers: { 'if-none-match': etag } });
    try {
      expect((await look()).text).toBe(await readFile(program.path('dist/web/tokens.css'), 'utf8'));
      await writeFile(program.path('web/public/tokens.css'), ':root { --paper: pink }');
      const pink = await look();
      expect(pink.text).toBe(':root { --paper: pink }');
      await writeFile(program.path('web/public/tokens.css'), ':root { --paper: plum; }');
      expect((await look(pink.headers.etag)).text).toBe(':root { --paper: plum; }');
    } finally {
      await edited[Symbol.asyncDispose]();
      await program.remove();
    }
  });

  it('says what to run where it was never built', async () => {
    const program = await ProgramCopy.make();
    await rm(program.path('dist/web'), { recursive: true });
    const bare = await startServer({ env: OF_NOBODY, program: program.path('dist/main.js') });
    try {
      expect(JSON.parse((await rawRequest(bare.url, '/ui/')).text)).toMatchObject({ ...notFound, detail: 'The web page is not built. Run: npm run build:web' });
      expect((await rawRequest(bare.url, '/health')).status).toBe(200);
    } finally {
      await bare[Symbol.asyncDispose]();
      await program.remove();
    }
  });
});

describeInBrowser('the web page in a browser', () => {
  let chatPage: ChatPage;
  beforeAll(async () => (chatPage = await ChatPage.start()));
  afterAll(() => chatPage.close());

  it('runs under its policy', async () => {
    const page = await chatPage.open();
    await page.waitForSelector('#app > *', { state: 'attached' });
    expect(chatPage.faults).toEqual([]);
  });

  it('cannot make markup of text: the policy is in force, and refusals are noticed', async () => {
    const page = await chatPage.open();
    const refused = await page.evaluate("(() => { try { document.body.innerHTML = '<b>x</b>'; return ''; } catch (error) { return String(error); } })()");
    expect(refused).toMatch(/TrustedHTML/);
    await page.evaluate(() => fetch('http://127.0.0.1:9/').catch(() => undefined));
    expect(chatPage.faults).toEqual(expect.arrayContaining([expect.stringMatching(/^policy: .*TrustedHTML/), expect.stringMatching(/^policy: .*connect-src/)]));
  });
});

describe('what was built of it', () => {
  it('has scripts of 100 KB at most, as they travel', async () => {
    const scripts = (await builtFiles()).filter((name) => name.endsWith('.js'));
    const sizes = await Promise.all(scripts.map(async (name) => gzipSync(await readFile(resolve(BUILT, name))).length));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    process.stdout.write(`All scripts of the page: ${(bytes / 1024).toFixed(1)} KB gzipped\n`);
    expect(bytes).toBeLessThan(LARGEST_SCRIPT_BYTES);
  });

  it('names no other host that could be asked', async () => {
    for (const name of await builtFiles()) expect([name, foreignAddresses(await readFile(resolve(BUILT, name), 'utf8'))]).toEqual([name, []]);
  });

  it.each(['fetch("https://cdn.example/x.js")', '@import url(//fonts.example/css)', '<script src="http://a.example/x.js">', 'url("https://a.example/f.woff2")', 'new WebSocket("wss://a.example")'])(
    'would be found out by %s',
    (text) => expect(foreignAddresses(text)).not.toEqual([]),
  );

  it('knows the API as it is', async () => {
    await promisify(execFile)(process.execPath, ['scripts/generate-client.mjs', '--check'], { cwd: ROOT });
  });
});

/** Names of namespaces, and the home of a library in the sentence of its own error: nobody asks there. */
const NO_ADDRESSES = /^(http:\/\/www\.w3\.org\/(1999\/xhtml|2000\/svg|1998\/Math\/MathML|1999\/xlink|XML\/1998\/namespace)|https:\/\/github\.com\/(?:markedjs\/marked|highlightjs\/highlight\.js)[\w./-]*)$/;

function foreignAddresses(text: string): string[] {
  const found = [...text.matchAll(/(?:\b(?:https?|wss?):)?\/\/(?:[\w-]+\.)+[a-z]{2,}[\w./-]*/gi)].map(([address]) => address);
  return found.filter((address) => !NO_ADDRESSES.test(address));
}
