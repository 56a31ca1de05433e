import { waitFor } from './waiting.js';

/** The window of each model: looked up once, for all who ask at the same time, and remembered; a failure is not. */
export class ModelWindows {
  private readonly known = new Map<string, number>();
  private readonly looking = new Map<string, Promise<number>>();

  constructor(private readonly lookUp: (model: string) => Promise<number>) {}

  find(model: string): number | undefined {
    return this.known.get(model);
  }

  /** Who leaves does not end the look-up of the others. */
  async get(model: string, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    return this.known.get(model) ?? (await waitFor(this.looking.get(model) ?? this.look(model), signal));
  }

  private look(model: string): Promise<number> {
    const look = this.lookUp(model)
      .then((window) => {
        this.known.set(model, window);
        return window;
      })
      .finally(() => this.looking.delete(model));
    look.catch(() => undefined);
    this.looking.set(model, look);
    return look;
  }
}
