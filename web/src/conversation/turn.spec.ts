import type { Message } from '../api/client';
import { endOf, turnsOf } from './turn';

const message = (role: Message['role'], content: string, more: Partial<Message> = {}): Message => ({ id: `${role}-${content}`, role, content, timestamp: '2026-11-24T09:30:00.000Z', ...more });
const system = message('system', 'Be brief.');
const report = { response: 'Paris', status: 'complete', model: 'ollama/tiny', timings: { total_ms: 5 } } as const;

describe('turns of a history', () => {
  it('puts each answer under its question and leaves the system prompt out', () => {
    const turns = turnsOf([system, message('user', 'q1'), message('assistant', 'a1', { status: 'complete' }), message('user', 'q2'), message('assistant', 'a2')], false);
    expect(turns.map(({ question, answer }) => [question, answer?.text, answer?.state])).toEqual([['q1', 'a1', 'complete'], ['q2', 'a2', 'complete']]);
  });

  it('leaves the last question open while it is being answered, and no other', () => {
    const turns = turnsOf([message('user', 'q1'), message('user', 'q2')], true);
    expect(turns.map(({ answer }) => answer?.code)).toEqual(['interrupted', undefined]);
    expect(turnsOf([message('user', 'q1')], false)[0]?.answer).toMatchObject({ state: 'failed', code: 'interrupted' });
  });

  it('tells a failed question, a cut answer and a whole one apart', () => {
    const [failed, cut] = turnsOf([message('user', 'q1', { status: 'failed', code: 'provider_unavailable' }), message('user', 'q2'), message('assistant', 'half', { status: 'incomplete', incomplete_reason: 'provider_error', code: 'provider_failed' })], false);
    expect(failed?.answer).toMatchObject({ state: 'failed', code: 'provider_unavailable', text: '' });
    expect(cut?.answer).toMatchObject({ state: 'cut', reason: 'provider_error', code: 'provider_failed', text: 'half' });
  });

  it('shows an answer that stands alone', () => {
    expect(turnsOf([message('assistant', 'Hello, ask me.'), message('assistant', 'Well?')], false)).toMatchObject([{ answer: { text: 'Hello, ask me.' } }, { answer: { text: 'Well?' } }]);
  });

  it('keeps the figures that are there and invents none', () => {
    const [turn] = turnsOf([message('user', 'q'), message('assistant', 'a', { model: 'ollama/tiny', usage: { prompt_tokens: 1, completion_tokens: 12, total_tokens: 13 }, timings: { total_ms: 9 }, context: { window: 8192, used: 13, messages_sent: 2, messages_left_out: 4, source: 'model' } })], false);
    expect(turn?.answer).toMatchObject({ facts: { tokens: 12, model: 'ollama/tiny', tokensPerSecond: undefined, firstTokenMs: undefined }, context: { window: 8192, messages_left_out: 4 } });
  });
});

describe('the end of a stream', () => {
  it('is whole, cut or failed', () => {
    expect(endOf({ answer: report })).toMatchObject({ state: 'complete', text: 'Paris' });
    expect(endOf({ answer: { ...report, status: 'incomplete', incomplete_reason: 'length' } })).toMatchObject({ state: 'cut', reason: 'length' });
    const problem = { type: '', title: '', status: 502, detail: 'Ollama closed the connection.', code: 'provider_failed', instance: '/chat', success: false } as const;
    expect(endOf({ problem })).toMatchObject({ state: 'failed', code: 'provider_failed', detail: 'Ollama closed the connection.' });
    expect(endOf({ problem: { ...problem, answer: { ...report, status: 'incomplete', incomplete_reason: 'provider_error' } } })).toMatchObject({ state: 'cut', text: 'Paris', detail: 'Ollama closed the connection.' });
    expect(endOf({ answer: { ...report, response: '', status: 'incomplete', incomplete_reason: 'stopped' } })).toMatchObject({ state: 'failed', code: 'stopped' });
  });
});
