import { linesOf } from './lines.js';

type Splitter = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<string>;

const LINES = ['{"a":"Grüße, 世界 🙂"}', '', '{"b":"é"}', '{"c":"\\n is no newline"}', '🙂'];
const BYTES = Buffer.from(LINES.join('\n'));
const WHOLE = LINES.filter((line) => line !== '');

const tooLong = (): Error => new Error('too long');
const ours: Splitter = (chunks) => linesOf(chunks, 1000, tooLong);

/** What many write first: each chunk decoded and split by itself. */
async function* naive(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield* Buffer.from(chunk).toString('utf8').split('\n').filter(Boolean);
}

/** Keeps what is left of a line, but decodes each chunk by itself. */
async function* careless(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + Buffer.from(chunk).toString('utf8')).split('\n');
    rest = lines.pop()!;
    yield* lines.filter(Boolean);
  }
  if (rest) yield rest;
}

async function* piecesOf(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const bounds = [0, ...cuts, bytes.length];
  for (let index = 1; index < bounds.length; index++) yield bytes.subarray(bounds[index - 1], bounds[index]);
}

/** Every way to cut the bytes in two and in three, and into single bytes. */
function* waysToCut(length: number): Generator<number[]> {
  yield Array.from({ length: length - 1 }, (_byte, index) => index + 1);
  for (let first = 0; first <= length; first++) for (let second = first; second <= length; second++) yield [first, second];
}

async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const seen: string[] = [];
  for await (const line of lines) seen.push(line);
  return seen;
}

async function cutsThatBreak(splitter: Splitter): Promise<number[][]> {
  const broken: number[][] = [];
  for (const cuts of waysToCut(BYTES.length)) {
    const lines = await collected(splitter(piecesOf(BYTES, cuts)));
    if (JSON.stringify(lines) !== JSON.stringify(WHOLE)) broken.push(cuts);
  }
  return broken;
}

async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) yield Buffer.alloc(400, 'x');
}

describe('linesOf', () => {
  it('gives the same lines wherever the bytes are cut', async () => {
    expect(await cutsThatBreak(ours)).toEqual([]);
  });

  it.each([
    ['that splits each chunk by itself', naive],
    ['that decodes each chunk by itself', careless],
  ])('is checked by something that catches a splitter %s', async (_what, splitter) => {
    expect((await cutsThatBreak(splitter)).length).toBeGreaterThan(0);
  });

  it('gives a line as soon as its newline has come', async () => {
    const never = new Promise<never>(() => undefined);
    async function* halted(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('one\ntw');
      await never;
    }
    expect(await linesOf(halted(), 1000, tooLong).next()).toEqual({ done: false, value: 'one' });
  });

  it('refuses a line that is longer than the limit, before its end has come', async () => {
    await expect(linesOf(endless(), 1000, tooLong).next()).rejects.toThrow('too long');
  });

  it('ends its source when the reader leaves', async () => {
    let ended = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('line\n');
      } finally {
        ended = true;
      }
    }
    for await (const line of linesOf(source(), 1000, tooLong)) if (line) break;
    expect(ended).toBe(true);
  });
});
