import { getEventListeners } from 'node:events';
import { Settings } from '../config/settings.js';
import { DomainError } from '../errors/domain.error.js';
import { WaitingLines } from './waiting-lines.js';

const never = new AbortController().signal;
const lines = (settings: Partial<Settings> = {}): WaitingLines => new WaitingLines(Object.assign(new Settings(), { MAX_WAITING: 2 }, settings));

const activeTimers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('WaitingLines', () => {
  it('lets one at a time in, in order of arrival', async () => {
    const line = lines();
    const order: number[] = [];
    const enter = async (number: number): Promise<void> => {
      const leave = await line.enter('a', never);
      order.push(number);
      leave();
    };
    const leave = await line.enter('a', never);
    const waiting = [enter(1), enter(2)];
    expect(order).toEqual([]);
    leave();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2]);
  });

  it('never makes one chat wait for another', async () => {
    const line = lines();
    await line.enter('a', never);
    await expect(line.enter('b', never)).resolves.toBeInstanceOf(Function);
  });

  it('tells at once that the line is full, and when to come again', async () => {
    const line = lines();
    const leave = await line.enter('a', never);
    const waiting = [1, 2].map(async () => (await line.enter('a', never))());
    await expect(line.enter('a', never)).rejects.toMatchObject({ code: 'chat_busy', retryAfterSeconds: 5 });
    leave();
    await Promise.all(waiting);
  });

  it('gives up after MAX_WAIT_MS and frees the place', async () => {
    const line = lines({ MAX_WAIT_MS: 1, MAX_WAITING: 1 });
    const leave = await line.enter('a', never);
    await expect(line.enter('a', never)).rejects.toMatchObject({ code: 'chat_busy' });
    leave();
    await expect(line.enter('a', never)).resolves.toBeInstanceOf(Function);
  });

  it('drops a caller that leaves, and nobody is held up by its place', async () => {
    const line = lines({ MAX_WAITING: 1 });
    const leave = await line.enter('a', never);
    const leaving = new AbortController();
    const left = line.enter('a', leaving.signal);
    leaving.abort();
    await expect(left).rejects.toThrow(DomainError);
    const next = line.enter('a', never);
    leave();
    await expect(next).resolves.toBeInstanceOf(Function);
  });

  it('leaves neither a timer nor a listener behind', async () => {
    const timers = activeTimers();
    const line = lines();
    const leave = await line.enter('a', never);
    const { signal } = new AbortController();
    const waiting = line.enter('a', signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    leave();
    (await waiting)();
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(activeTimers()).toBeLessThanOrEqual(timers);
  });

  it('turns everyone away when the chat is gone', async () => {
    const line = lines();
    await line.enter('a', never);
    const waiting = line.enter('a', never);
    line.refuse('a', new DomainError('chat_deleted', 'gone'));
    await expect(waiting).rejects.toMatchObject({ code: 'chat_deleted' });
  });
});
