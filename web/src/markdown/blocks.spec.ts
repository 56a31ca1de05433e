import { type Block, BlockReader, blocksOf } from './blocks';
import { documents, fragments, heavyTexts } from './texts.fixtures';

const typesOf = (blocks: readonly Block[]): readonly string[] => blocks.map(({ token }) => token.type);

/** Feeds a text piece by piece and returns the first finished block that is not a block of the whole; undefined when there is none. */
function broken(text: string, cuts: Iterable<number>): string | undefined {
  const whole = blocksOf(text);
  const reader = new BlockReader();
  for (const cut of cuts) {
    const { finished } = reader.read(text.slice(0, cut));
    const wrong = finished.findIndex((block, index) => !isSameBlock(block, whole[index]));
    if (wrong >= 0) return `at ${cut} block ${wrong} is ${JSON.stringify(finished[wrong]?.token.raw)}, not ${JSON.stringify(whole[wrong]?.token.raw)}`;
  }
  return undefined;
}

/** Empty lines after a block belong to it or not, depending on what was there when it was finished; what is shown does not. */
function isSameBlock(one: Block, other: Block | undefined): boolean {
  return one.level === other?.level && shapeOf(one) === shapeOf(other);
}

const shapeOf = ({ token }: Block): string => JSON.stringify({ ...token, raw: token.raw.trimEnd() });

/** Milliseconds that reading a text takes, undisturbed. */
function timeOf(text: string): number {
  const times = [1, 2].map(() => {
    const begin = performance.now();
    blocksOf(text);
    return performance.now() - begin;
  });
  return Math.min(...times);
}

/** A stream of numbers below 1 that is the same in every run. */
function* chances(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe('BlockReader', () => {
  describe.each(Object.entries(documents))('reading %s', (_, text) => {
    const everyCut = Array.from({ length: text.length + 1 }, (_, index) => index);

    it('finishes only what the whole text has, at every letter', () => expect(broken(text, everyCut)).toBeUndefined());

    it('finishes only what the whole text has, cut once anywhere', () => {
      for (const cut of everyCut) expect(broken(text, [cut, text.length])).toBeUndefined();
    });

    it('ends in the blocks of the whole text', () => {
      const reader = new BlockReader();
      for (const cut of everyCut) reader.read(text.slice(0, cut));
      expect(reader.end(text).finished.map(shapeOf)).toEqual(blocksOf(text).map(shapeOf));
    });
  });

  it('finishes only what the whole text has, in texts thrown together at random', () => {
    const chance = chances(7);
    const pick = (below: number): number => Math.floor(chance.next().value * below);
    for (let round = 0; round < 1500; round++) {
      const text = Array.from({ length: 2 + pick(12) }, () => fragments[pick(fragments.length)]).join('');
      const cuts = Array.from({ length: text.length }, (_item, index) => index + 1).filter((cut) => cut === text.length || pick(2) === 0);
      const fault = broken(text, cuts);
      if (fault !== undefined) throw new Error(`${JSON.stringify(text)}: ${fault}`);
    }
  });

  it('keeps a finished block the very same object to the end', () => {
    const text = 'One.\n\nTwo.\n\n```\n1\n```\n\nThree.\n\nFour.';
    const reader = new BlockReader();
    const seen: Block[] = [];
    for (let cut = 1; cut <= text.length; cut++) reader.read(text.slice(0, cut)).finished.forEach((block, index) => expect((seen[index] ??= block)).toBe(block));
    expect(seen).toHaveLength(4);
    reader.end(text).finished.slice(0, 4).forEach((block, index) => expect(block).toBe(seen[index]));
  });

  it.each([
    ['a paragraph, at the empty line', 'One.\n\n', 1],
    ['a paragraph, not at its first line end', 'One.\n', 0],
    ['a heading, at its line end', '# One\n', 1],
    ['a fence, at its closing line', '```\n1\n```\n', 1],
    ['a fence, not while it is open', '```\n1\n\n\n2\n\n', 0],
    ['a fence of tildes, not at backticks', '~~~\n```\n\nx\n\n', 0],
    ['a list, not at an empty line', '- a\n\n', 0],
    ['a list, at the first letter of a paragraph', '- a\n\nb', 1],
    ['a list, not at a figure that may be its next item', '1. a\n\n2', 0],
    ['a table, at the empty line', '|a|b|\n|-|-|\n|1|2|\n\n', 1],
    ['a table, not between its rows', '|a|b|\n|-|-|\n|1|2|\n', 0],
    ['a quotation, at the empty line', '> a\n> b\n\n', 1],
  ])('finishes %s', (_, text, count) => expect(new BlockReader().read(text).finished).toHaveLength(count));

  it('shows a line of marks only when it is decided what it is', () => {
    const reader = new BlockReader();
    const shown = (text: string): readonly string[] => reader.read(text).unfinished.map(({ token }) => `${token.type} ${token.raw}`);
    expect(shown('Fruit:\n-')).toEqual(['paragraph Fruit:\n']);
    expect(shown('Fruit:\n- ')).toEqual(['paragraph Fruit:\n']);
    expect(shown('Fruit:\n- a')).toEqual(['paragraph Fruit:\n', 'list - a']);
    expect(typesOf(reader.end('Fruit:\n-').finished)).toEqual(['heading']);
  });

  it('follows a reference to a definition that comes later, once the text has ended', () => {
    const text = 'See [the site][1].\n\n[1]: https://example.com\n';
    const reader = new BlockReader();
    reader.read(text.slice(0, 30));
    const [before] = reader.read(text).finished;
    const [after, definition] = reader.end(text).finished;
    expect([before?.token, after?.token, definition?.token].map((token) => JSON.stringify(token).includes('"link"'))).toEqual([false, true, false]);
    expect(before?.token.raw.trim()).toBe(after?.token.raw.trim());
  });

  it('follows a reference to a definition that came before, at once', () => {
    const reader = new BlockReader();
    expect(JSON.stringify(reader.read('[1]: https://example.com\n\nSee [the site][1].\n\n').finished[1]?.token)).toContain('"link"');
  });

  it('reads a text afresh that does not go on from the one before', () => {
    const reader = new BlockReader();
    reader.read('One.\n\nTwo.\n\n');
    expect(reader.read('# Other\n\nText.\n\n')).toEqual(new BlockReader().read('# Other\n\nText.\n\n'));
  });

  it('reads every kind of line end the same', () => {
    const text = '# One\n\n- a\n- b\n\n```\n1\n```\n\nEnd';
    for (const end of ['\r\n', '\r']) expect(blocksOf(text.replaceAll('\n', end))).toEqual(blocksOf(text));
  });

  it('begins headings at level 3 and leaves out none', () => {
    const levels = blocksOf('## A\n\n#### B\n\n### C\n\n# D\n\n## E\n\n###### F\n\n> x').map(({ level }) => level);
    expect(levels).toEqual([3, 4, 4, 3, 4, 5, 6]);
  });

  it('cuts a list that never ends between its items, and goes on counting', () => {
    const text = Array.from({ length: 4000 }, (_, index) => `${index + 1}. An item of the list\n`).join('');
    const blocks = blocksOf(text);
    expect(new Set(typesOf(blocks))).toEqual(new Set(['list']));
    expect(blocks.reduce((count, { token }) => count + (token.type === 'list' ? token.items.length : 0), 0)).toBe(4000);
    expect(blocks.map(({ token }) => token.raw).join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
  });
});

describe('what is heavy', () => {
  it.each(Object.entries(heavyTexts))('takes no more than its share of time: %s', (_, make) => {
    const [small, large] = [make(20_000), make(80_000)].map(timeOf);
    expect(large).toBeLessThan(8 * Math.max(small ?? 0, 40)); // four times the text: 16 times the work would be quadratic
  });

  it('loses no letter of it', () => {
    for (const make of Object.values(heavyTexts)) {
      const text = make(12_000);
      expect(blocksOf(text).map(({ token }) => token.raw).join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    }
  });

  it('never nests deeper than a page can show', () => {
    const depthOf = (value: unknown): number => (value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0);
    for (const mark of ['>', '> ', '- ', '* ', '1. ', '[', '![', '*a **a ', '~~a ']) expect(depthOf(blocksOf(`${mark.repeat(10_000)}x`))).toBeLessThan(130);
  });
});
