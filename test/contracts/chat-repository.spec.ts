import { setImmediate } from 'node:timers/promises';
import type { ChatSummary, Message } from '../../src/conversation/chat.js';
import type { ChatPage, ChatQuery, MessagePage, MessageQuery, Repetition, TurnBegin, TurnEnd, TurnLease, TurnNote, TurnStart } from '../../src/storage/chat-repository.js';
import { type Disk, type KeptChat, MemoryChatRepository } from '../support/memory-chat.repository.js';
import { CHAT_REPOSITORY_CONTRACT, type RepositoryUnderTest } from './chat-repository.contract.js';

type Store = new (disk?: Disk) => MemoryChatRepository;

class Hasty extends MemoryChatRepository {
  override async begin(start: TurnStart): Promise<TurnBegin> {
    const known = this.disk.get(start.chatId);
    await setImmediate();
    if (known) this.disk.set(start.chatId, known);
    else this.disk.delete(start.chatId);
    return super.begin(start);
  }
}
class Doubling extends MemoryChatRepository {
  protected override hasEnded(): boolean {
    return false;
  }
  protected override owned({ chatId }: TurnLease): KeptChat['open'] {
    const chat = this.disk.get(chatId);
    return chat && (chat.open ?? { turnId: '', answerId: '', owner: this.owner });
  }
}
class Undead extends MemoryChatRepository {
  protected override owned(lease: TurnLease): KeptChat['open'] {
    return super.owned(lease) ?? this.disk.get(lease.chatId)?.open;
  }
}
class Forgetful extends MemoryChatRepository {
  override async keep(notes: readonly TurnNote[]): Promise<readonly string[]> {
    return notes.flatMap(({ lease }) => (this.owned(lease) ? [] : [lease.turnId]));
  }
}
class Indiscreet extends MemoryChatRepository {
  protected override shown(chat: KeptChat): Message[] {
    const running = this.isRunning(chat) && chat.open?.note;
    return running ? [...chat.messages, { id: chat.open!.answerId, role: 'assistant', content: 'so far' }] : super.shown(chat);
  }
}
class Restless extends MemoryChatRepository {
  override async rename(id: string, title: string): Promise<boolean> {
    const chat = this.disk.get(id);
    if (chat) chat.last_updated = '2027-01-01T00:00:00.000Z';
    return super.rename(id, title);
  }
}
class Faithless extends MemoryChatRepository {
  override async rename(id: string, title: string): Promise<boolean> {
    const chat = this.disk.get(id);
    if (chat) delete chat.model;
    return super.rename(id, title);
  }
}
class Overlapping extends MemoryChatRepository {
  override async messages(id: string, query: MessageQuery): Promise<MessagePage> {
    const page = await super.messages(id, query);
    return { ...page, next: page.next === undefined || query.limit === 1 ? page.next : page.next + 1 };
  }
}
/** Pages of the list by number, as LIMIT and OFFSET are. */
class Numbered extends MemoryChatRepository {
  override async list({ limit, cursor }: ChatQuery): Promise<ChatPage> {
    if (cursor !== undefined && !/^\d+$/.test(cursor)) return super.list({ cursor });
    const { chats } = await super.list({});
    const [first, end] = [Number(cursor ?? 0), Number(cursor ?? 0) + (limit ?? chats.length)];
    return { chats: chats.slice(first, end), next_cursor: end < chats.length ? String(end) : null };
  }
}
class Mute extends MemoryChatRepository {
  override async list(query: ChatQuery): Promise<ChatPage> {
    const page = await super.list(query);
    return { ...page, chats: page.chats.map(({ excerpt: _excerpt, ...chat }) => chat) };
  }
}
class Squeamish extends MemoryChatRepository {
  override async finish(lease: TurnLease, end: TurnEnd): Promise<void> {
    if (end.outcome === 'answered' && end.answer.content.includes('\0')) throw new Error('invalid byte sequence for encoding "UTF8": 0x00');
    return super.finish(lease, end);
  }
}
class Trimming extends MemoryChatRepository {
  override async finish(lease: TurnLease, end: TurnEnd): Promise<void> {
    return super.finish(lease, end.outcome === 'answered' ? { ...end, answer: { ...end.answer, content: end.answer.content.trim() } } : end);
  }
}
class Miscounting extends MemoryChatRepository {
  override async find(id: string): Promise<ChatSummary | undefined> {
    const chat = await super.find(id);
    return chat && { ...chat, message_count: this.disk.get(id)!.messages.length };
  }
}
class Careless extends MemoryChatRepository {
  protected override refuseTaken(): void {}
}
class Keyless extends MemoryChatRepository {
  protected override repeated(): undefined {
    return undefined;
  }
}
class Elephant extends MemoryChatRepository {
  protected override repeated(chat: KeptChat, asked: NonNullable<TurnStart['idempotency']>): Repetition | 'again' | undefined {
    return super.repeated(chat, asked, '2000-01-01T00:00:00.000Z');
  }
}
class Repeating extends MemoryChatRepository {
  protected override repeated(chat: KeptChat, asked: NonNullable<TurnStart['idempotency']>, now: string): Repetition | 'again' | undefined {
    const repeated = super.repeated(chat, asked, now);
    return repeated === 'again' ? undefined : repeated;
  }
}
class Rash extends MemoryChatRepository {
  override async begin(start: TurnStart): Promise<TurnBegin> {
    const { admit, ...rest } = start;
    const begun = await super.begin(rest);
    admit?.(begun.outcome === 'begun' ? begun.system.content : '');
    return begun;
  }
}
class Immortal extends MemoryChatRepository {
  protected override isRunning({ open }: KeptChat): boolean {
    return open !== undefined;
  }
}

/** Its disk as it is now, for the next process: it was written with every call. */
const subjectOf = (Store: Store): RepositoryUnderTest => {
  const disks: Disk[] = [new Map()];
  const next = async (): Promise<MemoryChatRepository> => {
    disks.push(new Map(Array.from(disks.at(-1)!, ([id, chat]) => [id, { ...chat, messages: chat.messages.slice(), turns: new Map(chat.turns), ...(chat.open ? { open: { ...chat.open } } : {}) }])));
    return new Store(disks.at(-1));
  };
  return { chats: new Store(disks[0]), crash: next, reopen: next, close: () => Promise.resolve() };
};

/** Loses with the process what was not written when it ended. */
const lazySubject = (): RepositoryUnderTest => ({
  chats: new MemoryChatRepository(),
  crash: () => Promise.resolve(new MemoryChatRepository()),
  reopen: () => Promise.resolve(new MemoryChatRepository()),
  close: () => Promise.resolve(),
});

const hungrySubject = (): RepositoryUnderTest => {
  const subject = subjectOf(MemoryChatRepository);
  let bytes = 0;
  const read = subject.chats.messages.bind(subject.chats);
  subject.chats.messages = async (id, query) => {
    bytes += JSON.stringify(await read(id, { limit: 1e6 })).length;
    return read(id, query);
  };
  return { ...subject, bytesRead: () => bytes };
};

const faultsOf = async (make: () => RepositoryUnderTest): Promise<string[]> => {
  const faults: string[] = [];
  for (const { name, run } of CHAT_REPOSITORY_CONTRACT) await run(make()).catch(() => faults.push(name));
  return faults;
};

describe('the contract of stores', () => {
  it('finds nothing wrong with a sound store', async () => {
    expect(await faultsOf(() => subjectOf(MemoryChatRepository))).toEqual([]);
  });

  it.each<[string, Store, string]>([
    ['decides before it has looked', Hasty, 'begins one of 50 turns at once on a new chat, with one question'],
    ['writes an answer again', Doubling, 'writes an answer once when it is finished again'],
    ['knows no lease in the next life', Doubling, 'refuses what a turn writes when its chat’s id lives again'],
    ['takes any lease', Undead, 'refuses a lease that is not its own'],
    ['takes leases of before a crash', Undead, 'knows a lease of before the crash as dead'],
    ['keeps nothing of a running answer', Forgetful, 'shows after a crash what was kept, as interrupted'],
    ['shows what a running answer has so far', Indiscreet, 'does not show what a running answer has so far'],
    ['takes renaming for writing', Restless, 'renames without touching last_updated'],
    ['forgets the model of a chat that is renamed', Faithless, 'keeps the model that a question chose, however much is said after it'],
    ['gives pages of messages that overlap', Overlapping, 'gives pages of messages that meet, of every size'],
    ['counts pages of the list', Numbered, 'gives pages of the list that meet while turns are written'],
    ['does not show what it has found', Mute, 'shows where the words are that a title does not have'],
    ['fails on U+0000', Squeamish, 'keeps every text that an answer can have'],
    ['trims answers', Trimming, 'keeps every text that an answer can have'],
    ['forgets the interrupted answer when it counts', Miscounting, 'shows after a crash what was kept, as interrupted'],
    ['takes an id in other case', Careless, 'refuses an id that differs from another in case'],
    ['restores over a chat', Careless, 'restores nothing over a chat that is there'],
    ['knows no keys', Keyless, 'begins one turn for 20 requests with one key'],
    ['forgets no key', Elephant, 'forgets a key after 24 hours'],
    ['asks again with a second question', Repeating, 'asks the last question again when its turn failed without text'],
    ['stores before it asks whether it may', Rash, 'stores nothing of a question that is not admitted'],
    ['stays busy after a crash', Immortal, 'writes down with the next turn what a crash interrupted'],
  ])('catches a store that %s', async (_what, Store, check) => {
    expect(await faultsOf(() => subjectOf(Store))).toContain(check);
  });

  it('catches a store that keeps everything in memory', async () => {
    expect(await faultsOf(lazySubject)).toContain('keeps everything acknowledged over a crash');
  });

  it('catches a store that reads a whole chat for a page', async () => {
    expect(await faultsOf(hungrySubject)).toEqual(['reads for a page of a long chat about what it reads for a short one']);
  });
});
