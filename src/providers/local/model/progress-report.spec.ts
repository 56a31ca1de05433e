import { ProgressBar, ProgressLines } from './progress-report.js';

const TOTAL = 98_362_432;

/** A clock that is set by hand. */
function handClock(): { now: () => number; ms: number } {
  const clock = { ms: 0, now: () => clock.ms };
  return clock;
}

function shownBar(columns: number, name = 'SmolLM2-135M-Instruct.Q4_1'): { bar: ProgressBar; clock: { ms: number }; written: string[] } {
  const written: string[] = [];
  const clock = handClock();
  const terminal = { columns, write: (text: unknown): boolean => written.push(String(text)) > 0 };
  return { bar: new ProgressBar(name, terminal, clock.now), clock, written };
}

describe('ProgressBar', () => {
  it('is one line that shows part, size, speed and what is left', () => {
    const { bar, clock, written } = shownBar(120);
    bar.show(0, TOTAL);
    clock.ms = 2000;
    bar.show(TOTAL / 2, TOTAL);
    expect(written.at(-1)).toBe('\u001B[2KSmolLM2-135M-Instruct.Q4_1 [############------------] 50 % of 98 MB, 25 MB/s, 2 s left\r');
  });

  it.each([20, 79, 80])('never breaks into a second line on %i columns', (columns) => {
    const { bar, clock, written } = shownBar(columns, 'a-model-with-a-name-that-is-much-too-long-for-a-line-of-a-terminal');
    for (clock.ms = 0; clock.ms < 5000; clock.ms += 500) bar.show((TOTAL * clock.ms) / 5000, TOTAL);
    for (const line of written) expect(line.replace('\u001B[2K', '').replace('\r', '').length).toBeLessThan(columns);
  });

  it('is drawn ten times a second at most, and when it is done', () => {
    const { bar, clock, written } = shownBar(120);
    for (let step = 0; step <= 1000; step++) {
      clock.ms = step;
      bar.show((TOTAL * step) / 1000, TOTAL);
    }
    expect(written.length).toBeLessThanOrEqual(12);
    expect(written.at(-1)).toContain('[########################] 100 %');
  });

  it('goes away at the end', () => {
    const { bar, written } = shownBar(120);
    bar.end();
    expect(written).toEqual([]);
    bar.show(TOTAL, TOTAL);
    bar.end();
    expect(written.at(-1)).toBe('\u001B[2K');
  });

  it('counts the speed without what was there before', () => {
    const { bar, clock, written } = shownBar(120);
    bar.show(TOTAL / 2, TOTAL);
    clock.ms = 1000;
    bar.show(TOTAL / 2 + 1_000_000, TOTAL);
    expect(written.at(-1)).toContain('1 MB/s, 49 s left');
  });
});

/** What is said of a download up to a per cent, each of which takes so long. */
function said(until: number, stepMs: number): string[] {
  const lines: string[] = [];
  const clock = handClock();
  const report = new ProgressLines('tiny', (line) => lines.push(line), clock.now);
  for (let percent = 0; percent <= until; percent++) {
    clock.ms = percent * stepMs;
    report.show((TOTAL * percent) / 100, TOTAL);
  }
  return lines;
}

describe('ProgressLines', () => {
  it('says a line every ten per cent', () => {
    expect(said(100, 10)).toHaveLength(10);
    expect(said(10, 10)).toEqual(['tiny: 10 % of 98 MB, 98 MB/s, 1 s left']);
  });

  it('says a line every ten seconds when it is slow', () => {
    expect(said(9, 5000).map((line) => /\d+ %/.exec(line)?.[0])).toEqual(['2 %', '4 %', '6 %', '8 %']);
    expect(said(2, 5000)[0]).toBe('tiny: 2 % of 98 MB, 197 kB/s, 9 min left');
  });
});
