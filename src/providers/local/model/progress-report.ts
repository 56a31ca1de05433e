import { Logger } from '@nestjs/common';
import type { WriteStream } from 'node:tty';
import { sizeText } from './size-text.js';

/** Shows a person how far a download is. */
export interface ProgressReport {
  show(done: number, total: number): void;
  end(): void;
}

const REDRAW_MS = 100;
const LINE_EVERY_MS = 10_000;
const BAR_WIDTH = 24;
const LONGEST_NAME = 28;

/** A line that is drawn anew on a terminal; elsewhere a line in the log now and then. */
export const progressReport = (name: string, terminal: WriteStream = process.stderr): ProgressReport => (terminal.isTTY ? new ProgressBar(name, terminal) : new ProgressLines(name));

/** How fast it goes, as an average since it began. */
class Pace {
  private begin?: { readonly done: number; readonly at: number };

  constructor(private readonly now: () => number) {}

  text(done: number, total: number): string {
    if (!this.begin || done < this.begin.done) this.begin = { done, at: this.now() };
    const seconds = (this.now() - this.begin.at) / 1000;
    const perSecond = seconds > 0 ? (done - this.begin.done) / seconds : 0;
    return perSecond > 0 ? `${sizeText(perSecond)}/s, ${timeText((total - done) / perSecond)} left` : '';
  }
}

/** Where other programs' lines may come in between: the cursor waits at the line's beginning, so that they write over it. */
export class ProgressBar implements ProgressReport {
  private readonly pace: Pace;
  private readonly label: string;
  private drawnAt = Number.NEGATIVE_INFINITY;

  constructor(
    name: string,
    private readonly terminal: Pick<WriteStream, 'write' | 'columns'>,
    private readonly now = (): number => performance.now(),
  ) {
    this.label = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
    this.pace = new Pace(now);
  }

  show(done: number, total: number): void {
    const pace = this.pace.text(done, total);
    if (total === 0 || (this.now() - this.drawnAt < REDRAW_MS && done < total)) return;
    this.drawnAt = this.now();
    const full = Math.floor((done / total) * BAR_WIDTH);
    const line = `${this.label} [${'#'.repeat(full)}${'-'.repeat(BAR_WIDTH - full)}] ${percentOf(done, total)} % of ${sizeText(total)}${pace && `, ${pace}`}`;
    this.terminal.write(`\u001B[2K${line.slice(0, (this.terminal.columns || 80) - 1)}\r`);
  }

  end(): void {
    if (Number.isFinite(this.drawnAt)) this.terminal.write('\u001B[2K');
  }
}

export class ProgressLines implements ProgressReport {
  private readonly pace: Pace;
  private said?: { readonly percent: number; readonly at: number };

  constructor(
    private readonly name: string,
    private readonly log = (line: string): void => new Logger('Model').log(line),
    private readonly now = (): number => performance.now(),
  ) {
    this.pace = new Pace(now);
  }

  show(done: number, total: number): void {
    const pace = this.pace.text(done, total);
    if (total === 0) return;
    const percent = percentOf(done, total);
    this.said ??= { percent, at: this.now() };
    const isNews = Math.floor(percent / 10) !== Math.floor(this.said.percent / 10) || this.now() - this.said.at >= LINE_EVERY_MS;
    if (!isNews) return;
    this.said = { percent, at: this.now() };
    this.log(`${this.name}: ${percent} % of ${sizeText(total)}${pace && `, ${pace}`}`);
  }

  end(): void {}
}

/** Not 100 before all of it is there. */
export const percentOf = (done: number, total: number): number => (total === 0 ? 0 : Math.floor((done / total) * 100));

function timeText(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  return seconds < 6000 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}
