import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ggufBytes, HubExchange, ScriptedHub, type Serving, sha256Of } from '../../../../test/support/scripted-hub.js';
import { ProviderError } from '../../../errors/domain.error.js';
import { Download, type DownloadLimits } from './download.js';
import type { FetchedFile } from './model-source.js';

const CONTENT = ggufBytes();
const HALF = CONTENT.length / 2;
const TOLD: Serving = { content: CONTENT, etag: '"one"' };
const REASON = new ProviderError('shutting_down', 'Ended by the test.');
const QUICK: DownloadLimits = { stallMs: 5000, pauseMs: 1, tries: 3 };

let hub: ScriptedHub;
let folder: string;

beforeEach(async () => {
  hub = await ScriptedHub.start();
  folder = await mkdtemp(join(tmpdir(), 'download-'));
});

afterEach(async () => {
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

const fileAt = (more: Partial<FetchedFile> = {}): FetchedFile => ({ kind: 'fetched', name: 'tiny', path: join(folder, 'tiny.gguf'), address: `${hub.origin}/tiny.gguf`, hub: { origin: hub.origin }, ...more });
const fetchIt = (more: Partial<FetchedFile> = {}, limits: Partial<DownloadLimits> = {}, signal = new AbortController().signal): Promise<void> => new Download(fileAt(more), () => undefined, { ...QUICK, ...limits }).run(signal);
/** The hash of what was fetched: bytes are slow to compare one by one. */
const got = async (): Promise<string> => sha256Of(await readFile(join(folder, 'tiny.gguf')));
const ranges = (): (string | undefined)[] => hub.asked.map(({ headers }) => headers.range);

/** Answers each request by the next of these, and the last again. */
function oneByOne(...scripts: ((exchange: HubExchange) => void | Promise<void>)[]): void {
  let next = 0;
  hub.script = (exchange) => scripts[Math.min(next++, scripts.length - 1)]!(exchange);
}

const thenCut = (serving: Serving) => async (exchange: HubExchange): Promise<void> => {
  await exchange.begin(serving);
  exchange.cut();
};

/** Sends its client elsewhere, and tells of the file there. */
const linking = (bytes: number, sha256: string) => (exchange: HubExchange): void | Promise<void> =>
  exchange.request.url === '/blob' ? exchange.serve(TOLD) : exchange.redirect('/blob', { 'x-linked-size': String(bytes), 'x-linked-etag': `"${sha256}"` });

/** Begins a download, and ends it in the middle of the file. */
async function leavePart(serving: Serving = TOLD, more: Partial<FetchedFile> = {}): Promise<void> {
  const stop = new AbortController();
  hub.serve({ ...serving, upTo: HALF });
  const report = (done: number): void => {
    if (done === HALF) stop.abort(REASON);
  };
  await expect(new Download(fileAt(more), report, QUICK).run(stop.signal)).rejects.toBe(REASON);
  hub.asked.length = 0;
}

describe('Download', () => {
  it('fetches the file, tells how far it is, and leaves nothing else', async () => {
    hub.serve(TOLD);
    const told: number[] = [];
    await new Download(fileAt(), (done, total) => told.push(done / total)).run(new AbortController().signal);
    expect(await got()).toBe(sha256Of(CONTENT));
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(await readdir(folder)).toEqual(['tiny.gguf']);
  });

  it('gives the file its name only when it is whole', async () => {
    await leavePart();
    expect((await readdir(folder)).toSorted()).toEqual(['tiny.gguf.part', 'tiny.gguf.part.json']);
  });

  it('says so when the address does not speak TLS, is not there, or has no such name', async () => {
    await expect(fetchIt({ address: `${hub.origin.replace('http:', 'https:')}/tiny.gguf` })).rejects.toThrow(/no secure connection to 127\.0\.0\.1 could be made/);
    await expect(fetchIt({ address: 'https://nowhere.invalid/tiny.gguf' })).rejects.toThrow(/the name nowhere\.invalid is not known/);
    await expect(fetchIt({ address: 'http://127.0.0.1:1/tiny.gguf' })).rejects.toThrow(/127\.0\.0\.1 cannot be reached \(ECONNREFUSED\)/);
  });
});

describe('a download that was interrupted', () => {
  it('is gone on with when the connection ended', async () => {
    oneByOne(thenCut({ ...TOLD, upTo: HALF }), (exchange) => exchange.serve(TOLD));
    await fetchIt();
    expect(await got()).toBe(sha256Of(CONTENT));
    // A reset may overtake the last bytes that were sent.
    expect(ranges()).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect(Number(/\d+/.exec(ranges()[1]!))).toBeLessThanOrEqual(HALF);
  });

  it('comes to its end when the connection is reset again and again', async () => {
    let held: HubExchange | undefined;
    hub.script = async (exchange) => {
      held = exchange;
      await exchange.begin({ ...TOLD, upTo: exchange.from + 40_000 });
    };
    const report = (done: number): void => {
      if (done >= held!.from + 40_000) held!.reset();
    };
    await new Download(fileAt(), report, QUICK).run(new AbortController().signal);
    expect(hub.asked).toHaveLength(10);
    expect(await got()).toBe(sha256Of(CONTENT));
  });

  it('is given up when several tries bring nothing new', async () => {
    oneByOne(thenCut({ ...TOLD, upTo: HALF }), (exchange) => exchange.reset());
    await expect(fetchIt()).rejects.toThrow(/closed the connection before it answered/);
    await expect(fetchIt()).rejects.toMatchObject({ kind: 'broken' });
  });

  it('is gone on with by another process', async () => {
    await leavePart();
    hub.serve(TOLD);
    await fetchIt();
    expect(await got()).toBe(sha256Of(CONTENT));
    expect(hub.asked.map(({ headers }) => [headers.range, headers['if-range']])).toEqual([[`bytes=${HALF}-`, '"one"']]);
  });

  it('begins anew when the server does not give parts', async () => {
    const sha256 = sha256Of(CONTENT);
    await leavePart(TOLD, { sha256 });
    hub.serve({ ...TOLD, ignoreRange: true });
    await fetchIt({ sha256 }, { tries: 1 });
    expect(await got()).toBe(sha256Of(CONTENT));
  });

  it('begins anew when the file has changed there', async () => {
    await leavePart();
    const other = ggufBytes();
    hub.serve({ content: other, etag: '"two"' });
    await fetchIt();
    expect(await got()).toBe(sha256Of(other));
  });

  it('begins anew when the server glues another version to what is there', async () => {
    await leavePart();
    const other = ggufBytes();
    hub.script = (exchange) => {
      delete exchange.request.headers['if-range'];
      return exchange.serve({ content: other, etag: '"two"' });
    };
    await fetchIt();
    expect(await got()).toBe(sha256Of(other));
  });

  it('begins anew when nothing tells that what is there belongs to it', async () => {
    await leavePart({ content: CONTENT });
    const other = ggufBytes();
    hub.serve({ content: other });
    await fetchIt();
    expect(await got()).toBe(sha256Of(other));
    expect(ranges()).toEqual([undefined]);
  });

  it('begins anew when what is there does not lead to the hash', async () => {
    const sha256 = sha256Of(CONTENT);
    await leavePart(TOLD, { sha256 });
    await writeFile(join(folder, 'tiny.gguf.part'), ggufBytes(HALF));
    hub.serve(TOLD);
    await fetchIt({ sha256 });
    expect(await got()).toBe(sha256Of(CONTENT));
    expect(ranges()).toEqual([`bytes=${HALF}-`, undefined]);
  });

  it('begins anew when there is more than the file has', async () => {
    await leavePart();
    await writeFile(join(folder, 'tiny.gguf.part'), ggufBytes(CONTENT.length + 1));
    hub.serve(TOLD);
    await fetchIt();
    expect(await got()).toBe(sha256Of(CONTENT));
  });

  it('needs no server any more when all of it is there', async () => {
    await leavePart();
    await writeFile(join(folder, 'tiny.gguf.part'), CONTENT);
    await fetchIt();
    expect(await got()).toBe(sha256Of(CONTENT));
    expect(hub.asked).toEqual([]);
  });
});

describe('a download of the wrong thing', () => {
  it.each<[string, Serving, Partial<FetchedFile>, RegExp]>([
    ['has another hash', TOLD, { sha256: sha256Of(ggufBytes()) }, /its SHA-256 is another/],
    ['has another size than is known', TOLD, { bytes: 98_362_432 }, /has 400000 bytes and should have 98362432/],
    ['is a web page', { content: Buffer.from('<!doctype html><title>Sign in</title>') }, {}, /not a GGUF file/],
    ['is empty', { content: Buffer.alloc(1), chunked: false }, {}, /has 1 bytes: it is not a GGUF file/],
    ['is packed', { ...TOLD, headers: { 'content-encoding': 'gzip' } }, {}, /sends the file packed \(gzip\)/],
    ['does not tell its size', { ...TOLD, chunked: true }, {}, /does not tell the size/],
    ['does not fit the disk', { ...TOLD, headers: { 'content-length': '900000000000000' } }, {}, /no room for the 900000\.0 GB that are missing: make room, or choose another folder with MODELS_DIR/],
  ])('is refused when it %s', async (_what, serving, more, fault) => {
    hub.serve(serving);
    await expect(fetchIt(more)).rejects.toThrow(fault);
    expect((await readdir(folder)).filter((name) => name.endsWith('.gguf'))).toEqual([]);
  });

  it('is cut off when it has no end', async () => {
    hub.script = async (exchange) => {
      await exchange.begin({ ...TOLD, chunked: true });
      const left = exchange.left().then(() => true);
      while (!(await Promise.race([exchange.send(CONTENT), left])));
    };
    await expect(fetchIt({ bytes: CONTENT.length })).rejects.toThrow(/it sent more than the 400 kB/);
  });

  it('is accepted without a length when the size is known', async () => {
    hub.serve({ ...TOLD, chunked: true });
    await fetchIt({ bytes: CONTENT.length });
    expect(await got()).toBe(sha256Of(CONTENT));
  });

  const itOnLinux = process.platform === 'linux' ? it : it.skip;
  if (process.platform !== 'linux') process.stderr.write('SKIPPED a download on a full disk: only Linux has /dev/full.\n');
  itOnLinux('says that the disk is full', async () => {
    await symlink('/dev/full', join(folder, 'tiny.gguf.part'));
    hub.serve(TOLD);
    await expect(fetchIt()).rejects.toMatchObject({ kind: 'here', message: expect.stringMatching(/the disk of .* is full \(ENOSPC\): make room/) as string });
  });
});

describe('the hub', () => {
  it('sends its client to another origin, which does not see the token', async () => {
    const store = await ScriptedHub.start();
    store.serve(TOLD);
    hub.script = (exchange) => (exchange.request.url === '/tiny.gguf' ? exchange.redirect('/moved.gguf') : exchange.redirect(`${store.origin}/blob?signed=1`));
    try {
      await fetchIt({ hub: { origin: hub.origin, token: 'hf_secret' } });
      expect(await got()).toBe(sha256Of(CONTENT));
      expect(hub.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer hf_secret', 'Bearer hf_secret']);
      expect(JSON.stringify(store.asked.map(({ rawHeaders }) => rawHeaders))).not.toContain('hf_secret');
      expect(store.asked).toHaveLength(1);
    } finally {
      await store.close();
    }
  });

  it('is the only one who sees the token', async () => {
    hub.serve(TOLD);
    await fetchIt({ hub: { origin: 'https://huggingface.co', token: 'hf_secret' } });
    expect(hub.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('tells hash and size of what it links to, which are checked', async () => {
    hub.script = linking(CONTENT.length, sha256Of(ggufBytes()));
    await expect(fetchIt()).rejects.toThrow(/its SHA-256 is another/);
    hub.script = linking(CONTENT.length + 1, sha256Of(CONTENT));
    await expect(fetchIt()).rejects.toThrow(/has 400000 bytes and should have 400001/);
    hub.script = linking(CONTENT.length, sha256Of(CONTENT));
    await fetchIt();
    expect(await got()).toBe(sha256Of(CONTENT));
  });

  it.each<[number, Record<string, string>, string | undefined, RegExp]>([
    [404, {}, undefined, /there is no such file \(404\)/],
    [404, { 'x-error-code': 'RevisionNotFound' }, undefined, /there is no such revision/],
    [401, { 'x-error-code': 'RepoNotFound' }, undefined, /no such repository \(401\), or HF_TOKEN must be set/],
    [401, { 'x-error-code': 'GatedRepo' }, undefined, /to known users only \(401\): accept its terms on its page, then set HF_TOKEN/],
    [403, { 'x-error-code': 'GatedRepo' }, 'hf_x', /does not give this model to the owner of HF_TOKEN \(403\)/],
    [402, {}, undefined, /127\.0\.0\.1 refuses it \(402\)/],
  ])('is understood when it answers %i %j', async (status, headers, token, fault) => {
    hub.script = (exchange) => exchange.refuse(status, headers);
    await expect(fetchIt({ hub: { origin: hub.origin, token } })).rejects.toThrow(fault);
    expect(hub.asked).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is asked again when it is out of order', async () => {
    oneByOne((exchange) => exchange.refuse(503), (exchange) => exchange.refuse(429), (exchange) => exchange.serve(TOLD));
    await fetchIt();
    expect(await got()).toBe(sha256Of(CONTENT));
  });

  it.each([
    ['ftp://127.0.0.1/tiny.gguf', /which is not https/],
    ['', /redirects to nowhere/],
    ['/tiny.gguf', /redirects more than 10 times/],
  ])('is not followed to "%s"', async (to, fault) => {
    hub.script = (exchange) => (to === '' ? exchange.refuse(302) : exchange.redirect(to));
    await expect(fetchIt()).rejects.toThrow(fault);
  });
});

describe('a download that hangs', () => {
  it('is tried again when nothing comes in the middle, and gone on with', async () => {
    oneByOne((exchange) => exchange.begin({ ...TOLD, upTo: HALF }), (exchange) => exchange.serve(TOLD));
    await fetchIt({}, { stallMs: 200 });
    expect(await got()).toBe(sha256Of(CONTENT));
    expect(ranges()).toEqual([undefined, `bytes=${HALF}-`]);
  });

  it('may be slow as long as something comes', async () => {
    hub.script = async (exchange) => {
      await exchange.begin({ ...TOLD, upTo: 4 });
      for (let at = 4; at < CONTENT.length; at += 50_000) {
        await delay(50);
        await exchange.send(CONTENT.subarray(at, at + 50_000));
      }
    };
    await fetchIt({}, { stallMs: 200, tries: 1 });
    expect(await got()).toBe(sha256Of(CONTENT));
  });

  it('is given up when no answer comes', async () => {
    hub.script = () => undefined;
    await expect(fetchIt({}, { stallMs: 50, tries: 2 })).rejects.toThrow(/nothing came for 0\.05 s/);
  });

  it.each([
    ['before the answer', (): void => undefined],
    ['in the middle', (exchange: HubExchange): Promise<void> => exchange.begin({ ...TOLD, upTo: HALF })],
  ])('ends at once on abort %s', async (_when, script) => {
    const stop = new AbortController();
    const reached = new Promise<HubExchange>((resolve) => {
      hub.script = async (exchange) => {
        await script(exchange);
        resolve(exchange);
      };
    });
    const download = expect(fetchIt({}, {}, stop.signal)).rejects.toBe(REASON);
    const exchange = await reached;
    const began = performance.now();
    stop.abort(REASON);
    await download;
    await exchange.left();
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('ends at once on abort in the pause before another try', async () => {
    const stop = new AbortController();
    hub.script = (exchange) => exchange.refuse(503);
    const download = expect(fetchIt({}, { pauseMs: 60_000 }, stop.signal)).rejects.toBe(REASON);
    while (hub.asked.length === 0) await new Promise(setImmediate);
    stop.abort(REASON);
    await download;
  });
});

describe('a proxy in the environment', () => {
  const NAMES = ['https_proxy', 'http_proxy', 'no_proxy'] as const;
  const before = NAMES.map((name) => [name, process.env[name]] as const);

  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it('is asked for far hosts, and not for this machine', async () => {
    let asked = '';
    const proxy = createServer((socket) => {
      socket.once('data', (head: Buffer) => {
        asked = head.toString();
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      });
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    Object.assign(process.env, { https_proxy: `http://127.0.0.1:${port}`, http_proxy: `http://127.0.0.1:${port}`, no_proxy: '' });
    try {
      await expect(fetchIt({ address: 'https://far.example/tiny.gguf' })).rejects.toThrow(/the proxy on the way wants a password \(407\)/);
      expect(asked).toMatch(/^CONNECT far\.example:443 /);
      hub.serve(TOLD);
      await fetchIt();
      expect(await got()).toBe(sha256Of(CONTENT));
    } finally {
      proxy.close();
    }
  });
});
