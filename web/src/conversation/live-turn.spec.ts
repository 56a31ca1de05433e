import { begun, grown, type LiveTurn } from './live-turn';
import type { TurnEvent } from '../api/turn-events';

const START: Extract<TurnEvent, { type: 'turn-start' }> = { type: 'turn-start', id: '7d6f8b7e.1', data: { chat_id: 'trip', user_message_id: 'q1', assistant_message_id: 'a1', title: 'Trip', model: 'ollama/tiny' } };
const text = (place: number, said: string): TurnEvent => ({ type: 'text-delta', id: `7d6f8b7e.${place}`, data: { text: said } });
const reasoning = (place: number, said: string): TurnEvent => ({ type: 'reasoning-delta', id: `7d6f8b7e.${place}`, data: { text: said } });
const after = (...events: TurnEvent[]): LiveTurn | undefined => events.reduce<LiveTurn | undefined>((turn, event, n) => turn && grown(turn, event, n + 1), begun(START, 0));

describe('a turn that is being answered', () => {
  it('grows by what it is told', () => {
    expect(after(reasoning(5, 'Well'), text(11, 'Paris '), text(14, 'is.'))).toMatchObject({ questionId: 'q1', reasoning: 'Well', text: 'Paris is.', lastEventId: '7d6f8b7e.14', reasoningAt: 1, textAt: 2 });
  });

  it('takes each event once', () => {
    expect(after(text(7, 'Paris '), text(7, 'Paris '), text(10, 'is.'), text(7, 'Paris '))).toMatchObject({ text: 'Paris is.' });
  });

  it('does not show a text with a hole', () => {
    expect(after(text(7, 'Paris '), text(20, 'French.'))).toBeUndefined();
  });

  it('counts places as the server does, in UTF-16 units', () => {
    expect(after(text(3, '🙂'), text(4, '!'))).toMatchObject({ text: '🙂!' });
  });

  it('keeps the last progress', () => {
    expect(after({ type: 'progress', data: { phase: 'loading', percent: 62 } })).toMatchObject({ progress: { phase: 'loading', percent: 62 }, text: '' });
  });
});
