import { AnswerMarks } from './answer-marks';
import type { Chat } from './chat';

const chat = (id: string, answering: boolean): Chat => ({ id, title: id, created_at: '', last_updated: '', message_count: 3, answering });
const ids = (chats: readonly Chat[]): string[] => chats.map(({ id }) => id);

describe('the marks of answers', () => {
  let kept: unknown;
  const storage = { read: () => kept, write: (marks: unknown) => (kept = structuredClone(marks)) };
  let marks: AnswerMarks;
  const unseen = (of = marks): string[] => [...of.unseen.value];
  beforeEach(() => {
    kept = undefined;
    marks = new AnswerMarks(storage);
  });

  it('stand on chats whose answers ended while they were not open', () => {
    marks.note([chat('a', true), chat('b', true), chat('c', false)], 'b');
    expect(ids(marks.note([chat('a', false), chat('b', false), chat('c', false)], 'b'))).toEqual(['a']);
    expect(unseen()).toEqual(['a']);
    expect(marks.note([chat('a', false)], 'b')).toEqual([]);
    marks.see('a');
    expect(unseen()).toEqual([]);
  });

  it('outlive a reload, in which the answer may have ended', () => {
    marks.note([chat('a', true)], undefined);
    marks = new AnswerMarks(storage);
    marks.note([chat('a', false)], undefined);
    expect([unseen(), unseen(new AnswerMarks(storage))]).toEqual([['a'], ['a']]);
  });

  it('are not set for what another tab of this browser has seen, whichever notices first', () => {
    const other = new AnswerMarks(storage);
    for (const tab of [marks, other]) tab.note([chat('a', true), chat('b', true)], undefined);
    marks.note([chat('a', false)], 'a');
    other.note([chat('a', false), chat('b', false)], undefined);
    marks.note([chat('b', false)], 'b');
    other.reread();
    expect([unseen(), unseen(other)]).toEqual([[], []]);
  });

  it('come anew with every answer, and go with the chat', () => {
    for (const answering of [true, false, true, false]) marks.note([chat('a', answering)], undefined);
    expect(unseen()).toEqual(['a']);
    marks.forget(['a']);
    expect(unseen()).toEqual([]);
  });

  it.each([[null], ['x'], [[['a']]], [[['a', 'odd']]], [{ a: 'new' }]])('are none when the browser kept %j', (odd) => {
    kept = odd;
    expect(unseen(new AnswerMarks(storage))).toEqual([]);
  });

  it('do not become ever more', () => {
    for (let count = 0; count < 1000; count++) marks.note([chat(`c${count}`, true)], undefined);
    expect(JSON.stringify(kept).length).toBeLessThan(10_000);
  });
});
