import { ManualClock, settled } from './manual-clock';
import { Poll } from './poll';

describe('asking again and again', () => {
  let clock: ManualClock;
  let poll: Poll;
  let [begun, running, most]: number[] = [];
  let wait: number | undefined;
  let end: () => void;
  beforeEach(() => {
    [begun, running, most, wait] = [0, 0, 0, 5000];
    clock = new ManualClock();
    const run = async (): Promise<void> => {
      begun!++;
      most = Math.max(most!, ++running!);
      await new Promise<void>((resolve) => (end = resolve));
      running!--;
    };
    poll = new Poll(clock, run, () => wait);
  });
  const ends = async (): Promise<void> => {
    end();
    await settled();
  };

  it('waits after the end of each, and never does it twice at once', async () => {
    void poll.now();
    await clock.pass(60_000);
    expect(begun).toBe(1);
    await ends();
    await clock.pass(4999);
    expect(begun).toBe(1);
    await clock.pass(1);
    expect([begun, most]).toEqual([2, 1]);
  });

  it('does it once more at once, when it is asked while it is being done, however often', async () => {
    void poll.now();
    void poll.now();
    void poll.now();
    expect(begun).toBe(1);
    await ends();
    expect([begun, most]).toEqual([2, 1]);
    await ends();
    expect(begun).toBe(2);
  });

  it('waits no longer than the new wait, when that has changed', async () => {
    wait = 30_000;
    void poll.now();
    await ends();
    wait = 5000;
    poll.again();
    await clock.pass(5000);
    expect(begun).toBe(2);
  });

  it('rests while there is no wait, until it is asked', async () => {
    wait = undefined;
    void poll.now();
    await ends();
    await clock.pass(600_000);
    expect(begun).toBe(1);
    wait = 5000;
    poll.again();
    await clock.pass(5000);
    expect(begun).toBe(2);
  });
});
