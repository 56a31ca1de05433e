import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;
/** So long without work is idle: a batch of a small model's prompt works all the time. */
const STILL_MS = 500;

/** The processes that run models for the Ollama at an address of this machine, seen by the processor time they take (Linux). */
export class OllamaRunner {
  private constructor(private readonly server: string) {}

  static async of(url: string): Promise<OllamaRunner> {
    const { host } = new URL(url);
    for (const id of await processes()) {
      const [words, environment] = [await of(id, 'cmdline'), await of(id, 'environ')];
      if (/ollama\0serve/.test(words) && environment.split('\0').includes(`OLLAMA_HOST=${host}`)) return new OllamaRunner(id);
    }
    throw new Error(`No process of this machine serves Ollama at ${host}.`);
  }

  /** Resolves once it has worked so long from now on. */
  async hasWorked(milliseconds: number): Promise<void> {
    const begun = await this.worked();
    while ((await this.worked()) - begun < milliseconds) await setTimeout(LOOK_EVERY_MS);
  }

  /** Resolves once it works no more. */
  async idle(): Promise<void> {
    let last = await this.worked();
    for (let still = 0; still < STILL_MS; still += LOOK_EVERY_MS) {
      await setTimeout(LOOK_EVERY_MS);
      const now = await this.worked();
      if (now - last > LOOK_EVERY_MS / 10) still = 0;
      last = now;
    }
  }

  /** Processor time of all its processes, in milliseconds. */
  private async worked(): Promise<number> {
    const stats = await Promise.all((await processes()).map((id) => of(id, 'stat')));
    const fields = stats.map((stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' '));
    const ours = fields.filter(([, parent]) => parent === this.server);
    return ours.reduce((sum, { 11: user, 12: system }) => sum + (Number(user) + Number(system)) * 10, 0);
  }
}

const processes = async (): Promise<string[]> => (await readdir('/proc')).filter((name) => /^\d+$/.test(name));

const of = (id: string, fact: string): Promise<string> => readFile(`/proc/${id}/${fact}`, 'utf8').catch(() => '');
