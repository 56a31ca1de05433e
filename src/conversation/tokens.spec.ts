import { TokenEstimator } from './tokens.js';

const line = (bytes: number) => ({ content: 'x'.repeat(bytes) });

describe('TokenEstimator', () => {
  it('guesses three bytes a token before the model has counted anything', () => {
    expect(new TokenEstimator().tokensOf(line(3000)) - new TokenEstimator().tokensOf(line(0))).toBe(1000);
  });

  it('follows at once when the model counts more, slowly when it counts less', () => {
    const dense = new TokenEstimator();
    dense.learn([line(3000)], 1500);
    expect(dense.tokensOf(line(3000))).toBeGreaterThan(1500);
    const loose = new TokenEstimator();
    loose.learn([line(3000)], 600);
    expect(loose.tokensOf(line(3000))).toBeGreaterThan(800);
    for (let turn = 0; turn < 50; turn++) loose.learn([line(3000)], 600);
    expect(loose.tokensOf(line(3000))).toBeGreaterThan(600);
    expect(loose.tokensOf(line(3000))).toBeLessThan(700);
  });

  it('learns nothing from a prompt that is mostly template', () => {
    const estimator = new TokenEstimator();
    estimator.learn([line(10)], 60);
    expect(estimator.tokensOf(line(3000))).toBe(1008);
  });
});
