import { type DeletionEffects, Deletions, type Named } from './deletions';
import { ManualClock, settled } from './manual-clock';

const named = (...ids: string[]): Named[] => ids.map((id) => ({ id, title: `Title ${id}` }));

/** A server that keeps chats, and a list that shows them. */
class Side implements DeletionEffects {
  readonly sent: string[] = [];
  readonly said: string[] = [];
  readonly hidden = new Set<string>();
  readonly dropped: string[] = [];
  refusing = new Set<string>();

  async send(id: string, keepalive: boolean): Promise<void> {
    this.sent.push(keepalive ? `${id}!` : id);
    if (this.refusing.has(id)) throw new Error(`cannot delete ${id}`);
  }
  hide(ids: readonly string[]): void {
    for (const id of ids) this.hidden.add(id);
  }
  unhide(ids: readonly string[]): void {
    for (const id of ids) this.hidden.delete(id);
  }
  drop(ids: readonly string[]): void {
    this.dropped.push(...ids);
  }
  announce(sentence: string): void {
    this.said.push(sentence);
  }
}

describe('a deletion', () => {
  let clock: ManualClock;
  let side: Side;
  let deletions: Deletions;
  beforeEach(() => {
    clock = new ManualClock();
    side = new Side();
    deletions = new Deletions(clock, side);
  });

  it('takes the row away at once and asks the server 10 seconds later', async () => {
    deletions.begin(named('a'));
    expect([side.hidden, side.said]).toEqual([new Set(['a']), ['Deleted Title a. Undo with Control Z.']]);
    await clock.pass(9999);
    expect([side.sent, deletions.pending.value]).toEqual([[], named('a')]);
    await clock.pass(1);
    expect([side.sent, side.dropped, deletions.pending.value]).toEqual([['a'], ['a'], undefined]);
  });

  it('that was undone never reaches the server', async () => {
    deletions.begin(named('a', 'b'));
    expect(side.said).toEqual(['Deleted 2 chats. Undo with Control Z.']);
    expect(deletions.undo()).toEqual(named('a', 'b'));
    await clock.pass(60_000);
    expect([side.sent, side.hidden.size, deletions.pending.value]).toEqual([[], 0, undefined]);
  });

  it('waits while somebody points at the notice or the tab is hidden, and then only as long as was left', async () => {
    deletions.begin(named('a'));
    await clock.pass(4000);
    deletions.hold('pointer');
    deletions.hold('hidden');
    await clock.pass(60_000);
    deletions.release('pointer');
    await clock.pass(60_000);
    expect(side.sent).toEqual([]);
    deletions.release('hidden');
    await clock.pass(5999);
    expect(side.sent).toEqual([]);
    await clock.pass(1);
    expect(side.sent).toEqual(['a']);
  });

  it('goes out when another begins, and when the page is left', async () => {
    deletions.begin(named('a'));
    deletions.begin(named('b', 'c'));
    await settled();
    expect([side.sent, deletions.pending.value]).toEqual([['a'], named('b', 'c')]);
    deletions.flush(true);
    expect(side.sent).toEqual(['a', 'b!', 'c!']);
    await clock.pass(60_000);
    expect(side.sent).toHaveLength(3);
  });

  it('that is refused puts back what was refused, and says why', async () => {
    side.refusing = new Set(['b']);
    deletions.begin(named('a', 'b', 'c'));
    await clock.pass(10_000);
    expect([side.dropped, side.hidden, deletions.refused.value]).toEqual([['a', 'c'], new Set(['a', 'c']), { chats: named('b'), error: new Error('cannot delete b') }]);
    deletions.begin(named('d'));
    expect(deletions.refused.value).toBeUndefined();
  });

  it('spares a chat that is used again, and no other', async () => {
    deletions.begin(named('a', 'b'));
    expect(deletions.undo('a')).toEqual(named('a'));
    expect(side.hidden).toEqual(new Set(['b']));
    await clock.pass(10_000);
    expect(side.sent).toEqual(['b']);
  });

  it('of nothing is none', () => {
    deletions.begin([]);
    expect([deletions.pending.value, side.said]).toEqual([undefined, []]);
  });
});
