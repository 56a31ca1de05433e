import { ChunkPace } from './chunk-pace.js';

/** The lengths of the chunks on a machine that takes so long for a token. */
function lengthsAt(millisecondsPerToken: number): number[] {
  const pace = new ChunkPace(64);
  return Array.from({ length: 6 }, () => {
    const { length } = pace;
    pace.learn(length, length * millisecondsPerToken);
    return length;
  });
}

describe('ChunkPace', () => {
  it.each([
    [0.1, [8, 16, 32, 64, 64, 64]],
    [2.5, [8, 16, 20, 20, 20, 20]],
    [500, [8, 8, 8, 8, 8, 8]],
    [0, [8, 16, 32, 64, 64, 64]],
  ])('takes, where a token takes %s ms, chunks of %j', (milliseconds, lengths) => {
    expect(lengthsAt(milliseconds)).toEqual(lengths);
  });

  it('shortens the chunks at once when they begin to take longer', () => {
    const pace = new ChunkPace(64);
    for (let chunk = 0; chunk < 4; chunk++) pace.learn(pace.length, 1);
    pace.learn(64, 200);
    expect(pace.length).toBe(16);
  });
});
