import { DomainError } from '../errors/domain.error.js';
import type { TurnEvent, TurnOutcome } from './events.js';
import { Turn } from './turn.js';

const head = { chat_id: 'c', user_message_id: 'u', assistant_message_id: 'a', title: 't', model: 'm' };
const newTurn = (): Turn => new Turn('0a1b2c3d-0000-4000-8000-000000000000', head);
const whole: TurnOutcome = { type: 'turn-end', answer: { response: 'Paris.', status: 'complete', model: 'm', timings: { total_ms: 1 } } };

async function all(turn: Turn, after = 0): Promise<TurnEvent[]> {
  const events: TurnEvent[] = [];
  for await (const event of turn.read(after)) events.push(event);
  return events;
}
const textOf = (events: TurnEvent[]): string => events.map((event) => ('text' in event ? event.text : '')).join('');

describe('Turn', () => {
  it('shows a reader start, text and end, with places that grow by the length of the text', async () => {
    const turn = newTurn();
    const reading = all(turn);
    turn.append('text', 'Par');
    turn.append('text', 'is.');
    turn.end(whole);
    const events = await reading;
    expect(events.map(({ type }) => type)).toEqual(['turn-start', 'text-delta', 'turn-end']);
    expect(events.map((event) => 'place' in event && event.place)).toEqual([1, 7, 8]);
    expect(textOf(events)).toBe('Paris.');
  });

  it('gives each reader its own pace: what it missed comes in larger pieces', async () => {
    const turn = newTurn();
    const slow = turn.read(0);
    await slow.next();
    for (const letter of 'Paris.') turn.append('text', letter);
    await expect(slow.next()).resolves.toMatchObject({ value: { type: 'text-delta', text: 'Paris.', place: 7 } });
    turn.append('text', '!');
    await expect(slow.next()).resolves.toMatchObject({ value: { text: '!', place: 8 } });
    await slow.return();
  });

  it('goes on exactly after any place, while it runs and after it has ended', async () => {
    const turn = newTurn();
    turn.append('reasoning', 'Hm. ');
    turn.append('text', 'Paris.');
    const running = Promise.all([1, 3, 5, 8, 11].map((place) => all(turn, place)));
    turn.end(whole);
    const ended = await Promise.all([1, 3, 5, 8, 11].map((place) => all(turn, place)));
    for (const readings of [await running, ended]) {
      expect(readings.map(textOf)).toEqual(['Hm. Paris.', '. Paris.', 'Paris.'.slice(0), 'is.', '']);
      expect(readings.every((events) => events.at(-1)?.type === 'turn-end')).toBe(true);
    }
  });

  it('keeps its places true behind one that was inside a character of two', async () => {
    const turn = newTurn();
    turn.append('text', 'a🙂b');
    turn.end(whole);
    const events = await all(turn, 3);
    expect([textOf(events), events.map((event) => 'place' in event && event.place)]).toEqual(['🙂b', [5, 6]]);
  });

  it('shows progress after the start and never after text', async () => {
    const turn = newTurn();
    turn.progress({ type: 'progress', phase: 'loading', percent: 10 });
    const reader = turn.read(0);
    await expect(reader.next()).resolves.toMatchObject({ value: { type: 'turn-start' } });
    await expect(reader.next()).resolves.toMatchObject({ value: { type: 'progress', percent: 10 } });
    const next = reader.next();
    turn.append('text', 'P');
    turn.progress({ type: 'progress', phase: 'prompt' });
    turn.end(whole);
    await expect(next).resolves.toMatchObject({ value: { type: 'text-delta' } });
    await expect(reader.next()).resolves.toMatchObject({ value: { type: 'turn-end' } });
  });

  it('lets a reader leave while it waits and goes on without it', async () => {
    const turn = newTurn();
    const leaving = new AbortController();
    const reader = turn.read(1, leaving.signal);
    const next = reader.next();
    leaving.abort();
    await expect(next).resolves.toEqual({ done: true, value: undefined });
    expect(turn.signal.aborted).toBe(false);
  });

  it('tells everyone how it failed', async () => {
    const turn = newTurn();
    const error = new DomainError('provider_failed', 'It broke.');
    turn.end({ type: 'turn-error', error });
    expect((await all(turn)).at(-1)).toMatchObject({ type: 'turn-error', error });
    await expect(turn.ended).resolves.toMatchObject({ type: 'turn-error' });
  });
});
