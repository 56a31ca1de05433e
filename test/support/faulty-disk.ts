import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type OpenFile, openFile, type StoredFile } from '../../src/storage/file/append-file.js';

export type Operation = 'open' | 'read' | 'write' | 'truncate' | 'sync';

export interface Fault {
  readonly code: string;
  /** Of the operations of its kind, the ones that fail: from this one on (1 is the next). */
  readonly from?: number;
  /** So many of them; without it all that come. */
  readonly times?: number;
  /** How much of a failing write is written all the same. */
  readonly written?: number;
}

/** What the disk itself holds of a file, and what was written to the file since. */
interface Platter {
  bytes: Buffer;
  dirty: [start: number, end: number][];
}

/**
 * A real folder whose files fail as a test wishes. It knows what a power cut would leave: only what a sync that succeeded has
 * written. What was written before a sync that failed counts as clean from then on, as on Linux: no later sync writes it.
 */
export class FaultyDisk {
  /** The most bytes that one write takes. */
  shortest = Number.POSITIVE_INFINITY;
  readonly counts: Record<Operation, number> = { open: 0, read: 0, write: 0, truncate: 0, sync: 0 };
  /** Operations on a file after a sync of it failed. */
  usedAfterFailedSync = 0;
  openFiles = 0;
  private readonly faults = new Map<Operation, { fault: Fault; begin: number }>();
  private readonly platters = new Map<string, Platter>();

  fail(operation: Operation, fault: Fault): void {
    this.faults.set(operation, { fault, begin: this.counts[operation] });
  }

  heal(): void {
    this.faults.clear();
  }

  /** The files as they are after a power cut now, in another folder. */
  async powerCut(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const [path, { bytes }] of this.platters) await writeFile(join(folder, basename(path)), bytes);
  }

  readonly open: OpenFile = async (path, create) => {
    this.step('open');
    const file = await openFile(path, create);
    if (create || !this.platters.has(path)) this.platters.set(path, { bytes: create ? Buffer.alloc(0) : await readFile(path), dirty: [] });
    this.openFiles++;
    return this.faulty(path, file);
  };

  private faulty(path: string, file: StoredFile): StoredFile {
    const platter = this.platters.get(path)!;
    let isPoisoned = false;
    const step = (operation: Operation): void => {
      if (isPoisoned && operation !== 'truncate') this.usedAfterFailedSync++;
      this.step(operation);
    };
    return {
      stat: () => file.stat(),
      read: async (...place) => {
        step('read');
        return file.read(...place);
      },
      write: async (buffer, offset, length) => {
        // Decided before the first wait, so that of two writes at once the one that is drawn fails.
        const fault = this.drawn('write');
        if (isPoisoned) this.usedAfterFailedSync++;
        const { size } = await file.stat();
        const take = async (bytes: number): Promise<{ bytesWritten: number }> => {
          platter.dirty.push([size, size + bytes]);
          return file.write(buffer, offset, bytes);
        };
        if (fault?.written !== undefined && fault.written < length) await take(fault.written);
        if (fault) throw errorOf(fault);
        return take(Math.min(length, this.shortest));
      },
      truncate: async (length) => {
        step('truncate');
        await file.truncate(length);
        platter.dirty.push([length, length]);
      },
      datasync: async () => {
        try {
          step('sync');
        } catch (error) {
          platter.dirty = [];
          isPoisoned = true;
          throw error;
        }
        await file.datasync();
        await this.settle(path, platter);
      },
      close: async () => {
        this.openFiles--;
        await file.close();
      },
    };
  }

  private async settle(path: string, platter: Platter): Promise<void> {
    const now = await readFile(path);
    const bytes = Buffer.alloc(now.length);
    platter.bytes.copy(bytes);
    for (const [start, end] of platter.dirty) now.copy(bytes, start, start, Math.min(end, now.length));
    Object.assign(platter, { bytes, dirty: [] });
  }

  private step(operation: Operation): void {
    const fault = this.drawn(operation);
    if (fault) throw errorOf(fault);
  }

  /** The fault of this operation, if it has one; it counts. */
  private drawn(operation: Operation): Fault | undefined {
    const fault = this.due(operation);
    this.counts[operation]++;
    return fault;
  }

  private due(operation: Operation): Fault | undefined {
    const planned = this.faults.get(operation);
    if (!planned) return undefined;
    const { fault, begin } = planned;
    const place = this.counts[operation] - begin + 1;
    const [from, times] = [fault.from ?? 1, fault.times ?? Number.POSITIVE_INFINITY];
    return place >= from && place < from + times ? fault : undefined;
  }
}

const errorOf = ({ code }: Fault): Error => Object.assign(new Error(`${code}: made to fail`), { code });
