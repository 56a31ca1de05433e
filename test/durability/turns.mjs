// Some turns of a store, each step told on standard output when it has returned: node turns.mjs <built|unsynced|late|folderless> <folder>
// The last three are stores as they are often written; they have the same methods, as far as they are used here.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';

const [mode, folder] = process.argv.slice(2);

/** Writes and returns; it syncs never, not before it has returned, or never the folder. */
class NaiveStore {
  async begin({ chatId, question }) {
    await this.append(chatId, question.content);
    return { lease: { chatId } };
  }
  finish({ chatId }, { answer }) {
    return this.append(chatId, answer.content);
  }
  async remove(chatId) {
    await unlink(`${folder}/${chatId}.jsonl`);
  }
  async append(chatId, text) {
    const file = await open(`${folder}/${chatId}.jsonl`, 'a');
    await file.write(`${text}\n`);
    if (mode === 'folderless') await file.datasync();
    if (mode === 'late') setTimeout(() => void file.datasync(), 20);
  }
  async close() {}
}

async function told(step, work) {
  const begin = performance.now();
  const result = await work().catch((error) => ({ error: error.code ?? String(error) }));
  writeSync(1, `STEP ${step} ${result?.error ?? 'done'} ${Math.round(performance.now() - begin)}\n`);
  return result;
}

const turn = (text) => ({
  chatId: 'a',
  turnId: randomUUID(),
  answerId: randomUUID(),
  question: { id: randomUUID(), content: `question ${text}`, timestamp: new Date().toISOString() },
  opening: { title: 'A', systemPrompt: { id: randomUUID(), content: 'system' } },
  historyBytes: 1000,
});
const end = ({ answerId }) => ({ outcome: 'answered', answer: { id: answerId, role: 'assistant', content: 'answer', timestamp: new Date().toISOString() } });

const chats = mode === 'built' ? await (await import('../../dist/storage/file/file-chat.repository.js')).FileChatRepository.open(folder) : new NaiveStore();
for (const place of ['new', 'known']) {
  const begun = await told(`begin-${place}`, () => chats.begin(turn(place)));
  if (begun.lease) await told(`finish-${place}`, () => chats.finish(begun.lease, end(begun.lease)));
}
await told('remove', () => chats.remove('a'));
await chats.close();
