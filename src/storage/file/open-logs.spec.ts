import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../../../test/contracts/chat-repository.fixtures.js';
import { FaultyDisk } from '../../../test/support/faulty-disk.js';
import { FileChatRepository } from './file-chat.repository.js';

describe('the chat files that are kept open', () => {
  let folder: string;
  let disk: FaultyDisk;
  let chats: FileChatRepository;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-logs-'));
    disk = new FaultyDisk();
    chats = await FileChatRepository.open(folder, disk.open);
  });
  afterEach(async () => {
    await chats.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are no more than some hundreds, however small their chats are', async () => {
    for (let number = 0; number < 300; number++) await ask(chats, `chat-${number}`, { seconds: number });
    expect(disk.openFiles).toBe(256);
  });

  it('are fewer when their chats are large, so that memory has a bound', async () => {
    const answer = 'x'.repeat(4 * 1024 * 1024);
    for (let number = 0; number < 12; number++) await ask(chats, `chat-${number}`, { answer, seconds: number });
    expect(disk.openFiles).toBeLessThan(5);
    expect((await chats.messages('chat-0', { limit: 1 })).messages[0]?.content).toBe(answer);
  });
});
