import { chatLine, lastLine, type ScriptedChat, ScriptedOllama } from '../support/scripted-ollama.js';
import { crashLoop } from './crash-loop.js';
import { builtProgram, naiveProgram } from './launch.js';
import { echoOf } from './ledger.js';

// `npm run test:crash` runs 1,000 cycles: half an hour where the two cores are busy (measured: 1.8 s a cycle, nearly all of it loading
// the program). Another CRASH_SEED gives other moments.
const CYCLES = Number(process.env['CRASH_CYCLES'] ?? 50);
const SEED = Number(process.env['CRASH_SEED'] ?? 1);

/** Answers in four pieces, so that there are partial answers to keep. */
async function echo(chat: ScriptedChat): Promise<void> {
  const answer = echoOf(chat.question.messages.at(-1)!.content);
  const length = Math.ceil(answer.length / 4);
  for (let from = 0; from < answer.length; from += length) await chat.line(chatLine(answer.slice(from, from + length)));
  await chat.line(lastLine());
  chat.end();
}

describe('kill -9', () => {
  let ollama: ScriptedOllama;
  beforeAll(async () => {
    ollama = await ScriptedOllama.start();
    ollama.script = echo;
  });
  afterAll(() => ollama.close());

  it(`loses nothing that was acknowledged, ${CYCLES} times`, async () => {
    // Two folders at once: while a server loads in one, the other is asked.
    const lanes = [SEED, SEED + 1].map((seed) => crashLoop({ launch: builtProgram(ollama.url), cycles: CYCLES / 2, seed }));
    const ledgers = await Promise.all(lanes);
    expect(ledgers.flatMap(({ faults }) => faults)).toEqual([]);
    expect(ledgers[0]!.acknowledged + ledgers[1]!.acknowledged).toBeGreaterThan(CYCLES * 3);
  }, 60_000 + CYCLES * 5000);

  it('finds nothing wrong with a small server that writes before it answers', async () => {
    const { faults, acknowledged } = await crashLoop({ launch: naiveProgram('sound'), cycles: 20, seed: SEED });
    expect(faults).toEqual([]);
    expect(acknowledged).toBeGreaterThan(60);
  });

  it.each([
    ['answers before it writes', 'early'],
    ['rewrites its files in place', 'rewrite'],
    ['keeps its list in memory', 'forgetful'],
    ['repeats a turn of before the crash', 'twice'],
  ])('is seen to break a server that %s', async (_what, mode) => {
    const { faults } = await crashLoop({ launch: naiveProgram(mode), cycles: 20, seed: SEED });
    expect(faults).not.toEqual([]);
  });
});
