import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTick } from 'node:timers/promises';
import { KeyedQueue } from './keyed-queue.js';

describe('KeyedQueue', () => {
  it('runs what concerns one key one after the other, in order', async () => {
    const queue = new KeyedQueue();
    const seen: string[] = [];
    const work = (name: string) => async (): Promise<string> => {
      seen.push(`${name} begins`);
      await nextTick();
      seen.push(`${name} ends`);
      return name;
    };
    expect(await Promise.all(['1', '2', '3'].map((name) => queue.run('a', work(name))))).toEqual(['1', '2', '3']);
    expect(seen).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
  });

  it('lets other keys pass', async () => {
    const queue = new KeyedQueue();
    const gate = new EventEmitter();
    const held = queue.run('a', () => once(gate, 'release'));
    expect(await queue.run('b', () => Promise.resolve('passed'))).toBe('passed');
    gate.emit('release');
    await held;
  });

  it('goes on after a failure, which only its own caller sees', async () => {
    const queue = new KeyedQueue();
    const failing = queue.run('a', () => Promise.reject(new Error('mine')));
    const next = queue.run('a', () => Promise.resolve('fine'));
    await expect(failing).rejects.toThrow('mine');
    expect(await next).toBe('fine');
  });

  it('is idle when everything has ended, also what was added meanwhile', async () => {
    const queue = new KeyedQueue();
    const seen: string[] = [];
    void queue.run('a', async () => {
      await nextTick();
      void queue.run('b', async () => {
        await nextTick();
        seen.push('b');
      });
      seen.push('a');
    });
    await queue.idle();
    expect(seen).toEqual(['a', 'b']);
    await queue.idle();
  });
});
