import type { IncomingMessage } from 'node:http';

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
