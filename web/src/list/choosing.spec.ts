import { Choosing } from './choosing';

const IDS = ['a', 'b', 'c', 'd', 'e'];

describe('choosing several chats', () => {
  let choosing: Choosing;
  const chosen = (): string => [...choosing.chosen.value].toSorted().join('');
  beforeEach(() => {
    choosing = new Choosing();
    choosing.begin();
  });

  it('ticks and unticks', () => {
    choosing.tick('b', true);
    choosing.tick('d', true);
    choosing.tick('b', false);
    expect(chosen()).toBe('d');
  });

  it('ticks a run from where it began, as far as it now goes', () => {
    choosing.tickRun(IDS, 'b', 'c');
    choosing.tickRun(IDS, 'c', 'd');
    expect(chosen()).toBe('bcd');
    choosing.tickRun(IDS, 'd', 'c');
    expect(chosen()).toBe('bc');
    choosing.tickRun(IDS, 'c', 'b');
    choosing.tickRun(IDS, 'b', 'a');
    expect(chosen()).toBe('ab');
  });

  it('ticks a run from the box that was ticked last', () => {
    choosing.tick('d', true);
    choosing.tickRun(IDS, 'b', 'b');
    expect(chosen()).toBe('bcd');
  });

  it('forgets chats that are gone, and all when it ends', () => {
    choosing.set(IDS);
    choosing.without(new Set(['b', 'x']));
    expect(chosen()).toBe('acde');
    choosing.end();
    expect([choosing.isOn.value, chosen()]).toEqual([false, '']);
  });
});
