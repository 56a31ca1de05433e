const NEWLINE = 0x0a;

/**
 * The lines of a byte stream, however it is cut into pieces. Bytes become text a whole line at a time, so no character is ever cut.
 * Blank lines are left out; the last line needs no newline. A line of more than `limit` bytes makes it throw what `tooLong` gives.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, limit: number, tooLong: () => Error): AsyncGenerator<string, void, void> {
  const splitter = new LineSplitter(limit, tooLong);
  for await (const chunk of chunks) yield* filled(splitter.push(chunk));
  yield* filled([splitter.end()]);
}

function* filled(lines: Iterable<string>): Generator<string, void, void> {
  for (const line of lines) if (line.trim() !== '') yield line;
}

/** Takes bytes piece by piece and gives back every line that has become whole, blank ones too. */
export class LineSplitter {
  private begun: Uint8Array[] = [];
  private begunBytes = 0;

  constructor(
    private readonly limit: number,
    private readonly tooLong: () => Error,
  ) {}

  *push(chunk: Uint8Array): Generator<string, void, void> {
    let from = 0;
    for (let newline = chunk.indexOf(NEWLINE); newline >= 0; newline = chunk.indexOf(NEWLINE, from)) {
      this.keep(chunk.subarray(from, newline));
      from = newline + 1;
      yield this.end();
    }
    if (from < chunk.length) this.keep(chunk.subarray(from));
  }

  /** The line that was begun, whole or not. */
  end(): string {
    const line = Buffer.concat(this.begun, this.begunBytes).toString('utf8');
    this.begun = [];
    this.begunBytes = 0;
    return line;
  }

  private keep(piece: Uint8Array): void {
    this.begunBytes += piece.length;
    if (this.begunBytes > this.limit) throw this.tooLong();
    this.begun.push(piece);
  }
}
