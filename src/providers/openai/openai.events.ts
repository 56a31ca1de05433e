import type { IncomingMessage } from 'node:http';
import { leaveInOrder } from '../bodies.js';
import { LineSplitter } from '../lines.js';

const encoder = new TextEncoder();

export interface EventFaults {
  /** A line that does not end. */
  readonly tooLong: () => Error;
  /** A body that is no stream of events, by its first line. */
  readonly noEvents: (line: string) => Error;
}

/**
 * The data lines of server-sent events, whole, up to `[DONE]`, in as many pieces as they came in. The SDK gets no comments, no names of events and
 * nothing endless: it copies an event with every piece of it, and writes what it cannot read to the console.
 */
export async function* dataLines(stream: IncomingMessage, limit: number, faults: EventFaults): AsyncGenerator<Uint8Array, void, void> {
  const splitter = new LineSplitter(limit, faults.tooLong);
  const filter = new DataLineFilter(faults.noEvents);
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      const piece = filter.take(splitter.push(chunk));
      if (piece !== '') yield encoder.encode(piece);
      if (filter.isDone) return;
    }
    const rest = filter.take([splitter.end(), '']);
    if (rest !== '') yield encoder.encode(rest);
    filter.isDone = true;
  } finally {
    if (filter.isDone) leaveInOrder(stream);
    else stream.destroy();
  }
}

class DataLineFilter {
  isDone = false;
  private hasBegun = false;

  constructor(private readonly noEvents: (line: string) => Error) {}

  take(lines: Iterable<string>): string {
    let taken = '';
    for (const whole of lines) {
      if (this.isDone) break;
      const line = whole.trimEnd();
      if (line === '') taken += '\n';
      else taken += this.dataOf(this.hasBegun ? line : this.first(line));
    }
    return this.isDone ? `${taken}\n` : taken;
  }

  private first(line: string): string {
    this.hasBegun = true;
    const text = line.replace(/^\uFEFF/, '');
    if (/^\s*[<{[]/.test(text)) throw this.noEvents(text);
    return text;
  }

  private dataOf(line: string): string {
    const data = line.startsWith('data:') ? line.slice('data:'.length).trim() : '';
    if (data.startsWith('[DONE]')) this.isDone = true;
    return data === '' || this.isDone ? '' : `data: ${data}\n`;
  }
}
