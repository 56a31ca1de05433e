import type { IncomingMessage } from 'node:http';
import { codeOf } from './network-faults.js';

/** How long the rest of a body may take that nobody waits for. */
export const END_OF_BODY_MS = 1000;

/** A whole body as text; of one that is longer than the limit, its beginning, a little longer. Reading it ends its connection's use. */
export async function textOf(stream: IncomingMessage, limit: number): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream.iterator() as AsyncIterable<Buffer>) {
    pieces.push(piece);
    if ((bytes += piece.length) > limit) break;
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** What the body of a refusal says; nothing when that does not come whole and soon: its status is enough. */
export async function refusalOf(stream: IncomingMessage, limit: number): Promise<string> {
  const timer = setTimeout(() => stream.destroy(), END_OF_BODY_MS);
  try {
    return await textOf(stream, limit);
  } catch {
    return '';
  } finally {
    clearTimeout(timer);
  }
}

/** Reads what is left after the last line, so that the connection ends in order; cuts it when that does not come. */
export function leaveInOrder(stream: IncomingMessage): void {
  const timer = setTimeout(() => stream.destroy(), END_OF_BODY_MS).unref();
  stream.once('close', () => clearTimeout(timer)).resume();
}

const [NEWLINE, RETURN] = [0x0a, 0x0d];

export interface BodyFaults {
  /** A line that does not end. */
  readonly tooLong: () => Error;
  /** A body that does not come whole, with the system's code for why. */
  readonly cutOff: (code: string) => Error;
}

/** The bytes as they come, until a line grows too long. Leaving frees the connection. */
export async function* boundedLines(stream: IncomingMessage, limit: number, faults: BodyFaults): AsyncGenerator<Uint8Array, void, void> {
  let begun = 0;
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const { done, value } = await pieces.next().catch((error: unknown) => {
        throw faults.cutOff(codeOf(error));
      });
      if (done) return;
      const end = Math.max(value.lastIndexOf(NEWLINE), value.lastIndexOf(RETURN));
      begun = end < 0 ? begun + value.length : value.length - end - 1;
      if (begun > limit) throw faults.tooLong();
      yield value;
    }
  } finally {
    await pieces.return?.();
  }
}
