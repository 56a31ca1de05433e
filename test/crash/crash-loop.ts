import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { inspect, type Random, randomFrom, talk, tidy } from './clients.js';
import type { CrashServer, Launch } from './launch.js';
import { Ledger } from './ledger.js';

export interface CrashPlan {
  readonly launch: Launch;
  readonly cycles: number;
  /** The same seed gives the same moments and questions; how far the server has got by then is the machine's. */
  readonly seed: number;
}

const CLIENTS = 6;
/** So many cycles share their chats; then come new ones, so that a cycle does not cost more and more. */
const SAME_CHATS = 10;

/** Starts a server, asks, kills it in the middle, starts it again, and looks whether everything it had acknowledged is there. */
export async function crashLoop({ launch, cycles, seed }: CrashPlan): Promise<Ledger> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-crash-'));
  const [random, ledger] = [randomFrom(seed), new Ledger()];
  let server = launch(folder);
  let next: CrashServer | undefined;
  try {
    for (let cycle = 0; cycle <= cycles; cycle++) {
      const url = await server.start().catch((error: Error) => ledger.fault('the server', `does not start: ${error.message}`));
      if (url === undefined) break;
      const isNewRound = cycle % SAME_CHATS === 0;
      const chats = isNewRound || cycle === cycles ? ledger.chats : ledger.chats.filter((chat) => chat.startsWith(roundOf(cycle)) || chat.startsWith('short'));
      await inspect(url, chats, ledger.gone.slice(isNewRound ? 0 : -20), ledger);
      if (cycle === cycles || ledger.faults.length > 0) break;
      next = launch(folder);
      await killInTheMiddle(server, url, cycle, random, ledger);
      [server, next] = [next, undefined];
    }
  } finally {
    await Promise.all([server.kill(), next?.kill()]);
    await rm(folder, { recursive: true, force: true });
  }
  return ledger;
}

const roundOf = (cycle: number): string => `round-${Math.floor(cycle / SAME_CHATS)}-`;

async function killInTheMiddle(server: CrashServer, url: string, cycle: number, random: Random, ledger: Ledger): Promise<void> {
  const chats = ['a', 'b', 'c', 'd'].map((name) => roundOf(cycle) + name);
  const clients = Array.from({ length: CLIENTS }, (_, client) => {
    const own = randomFrom(random() * 2 ** 32);
    return client === 0 ? tidy(url, client, own, ledger) : talk(url, client, chats, own, ledger);
  });
  const ended = Promise.all(clients);
  // By turns, not by time: so a slow machine is asked as much as a fast one. A fifth is killed before its first answer.
  await Promise.race([ledger.more(Math.max(0, Math.floor(random() * 15) - 3)), ended]);
  await later(random() * 30);
  await server.kill();
  await ended;
}
