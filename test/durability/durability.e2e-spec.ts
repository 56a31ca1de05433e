import { missing, type Trace, trace, untraceable } from './system-calls.js';

const FILE = '/a.jsonl';
const DELAY_MS = 150;

/** What must have ended, in this order, before each step returns. */
const faultsOf = (traced: Trace): string[] => [
  ...missing(traced, 'begin-new', [['write', FILE], ['fdatasync', FILE], ['fsync', '']]),
  ...missing(traced, 'finish-new', [['write', FILE], ['fdatasync', FILE]]),
  ...missing(traced, 'begin-known', [['write', FILE], ['fdatasync', FILE]]),
  ...missing(traced, 'finish-known', [['write', FILE], ['fdatasync', FILE]]),
  ...missing(traced, 'remove', [['unlink', FILE], ['fsync', '']]),
];

describe('acknowledged means durable', () => {
  const reason = untraceable();
  const traced = reason === undefined ? it : it.skip;
  if (reason !== undefined) process.stdout.write(`SKIPPED: what reaches the disk cannot be looked at, ${reason}\n`);

  traced('returns from a step when its file, and for a new name its folder, has been synced', async () => {
    expect(faultsOf(await trace('built'))).toEqual([]);
  });

  traced('waits for a sync that takes long', async () => {
    const { steps } = await trace('built', `fdatasync:delay_exit=${DELAY_MS * 1000}`);
    for (const step of ['begin-new', 'finish-new', 'begin-known', 'finish-known']) expect(steps.get(step)?.milliseconds).toBeGreaterThanOrEqual(DELAY_MS);
  });

  traced('acknowledges nothing whose sync failed', async () => {
    const { steps } = await trace('built', 'fdatasync:error=EIO:when=2');
    expect(Array.from(steps, ([step, { outcome }]) => [step, outcome])).toEqual([['begin-new', 'done'], ['finish-new', 'storage_failed'], ['begin-known', 'done'], ['finish-known', 'done'], ['remove', 'done']]);
  });

  traced('leaves no new chat whose folder could not be synced', async () => {
    const { steps } = await trace('built', 'fsync:error=EIO:when=1');
    expect([steps.get('begin-new')?.outcome, steps.get('begin-known')?.outcome]).toEqual(['storage_failed', 'done']);
  });

  for (const [store, fault] of [
    ['unsynced', 'begin-new: no fdatasync of /a.jsonl in its place'],
    ['late', 'begin-new: no fdatasync of /a.jsonl in its place'],
    ['folderless', 'begin-new: no fsync of the folder in its place'],
  ] as const) {
    traced(`would notice a store that is ${store}`, async () => {
      expect(faultsOf(await trace(store))).toContain(fault);
    });
  }
});
