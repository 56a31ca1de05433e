import { syncFolder } from './append-file.js';

/** Makes names in a folder durable, for all who ask at the same time at once: a sync covers every change before its beginning. */
export class FolderSync {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly folder: string) {}

  /** Returns when what has changed until now is on the disk. */
  sync(): Promise<void> {
    if (!this.running) return this.begin();
    return (this.next ??= this.running.then(
      () => this.beginNext(),
      () => this.beginNext(),
    ));
  }

  private beginNext(): Promise<void> {
    this.next = undefined;
    return this.begin();
  }

  private begin(): Promise<void> {
    const running = syncFolder(this.folder).finally(() => {
      if (this.running === running) this.running = undefined;
    });
    return (this.running = running);
  }
}
