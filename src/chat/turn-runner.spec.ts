import { MemoryChatRepository } from '../../test/support/memory-chat.repository.js';
import { turnOf } from '../../test/contracts/chat-repository.fixtures.js';
import { Settings } from '../config/settings.js';
import { DomainError } from '../errors/domain.error.js';
import type { LlmProvider } from '../providers/llm-provider.js';
import { Answering } from './answering.js';
import { ProviderRegistry } from '../providers/provider-registry.js';
import { Fallback } from './fallback.js';
import { KnownModels } from './known-models.js';
import { jsonAnswer, turnProblemOf } from './turn-bodies.js';
import { Turn } from './turn.js';
import { TurnRunner } from './turn-runner.js';

/** Says one word. */
const provider: LlmProvider = {
  name: 'brief',
  model: 'one',
  // oxlint-disable-next-line require-yield -- it is ready
  async *prepare(name) {
    return { name, window: 4096 };
  },
  async *stream() {
    yield { type: 'text-delta', text: 'Paris.' };
    yield { type: 'finish', reason: 'stop' };
  },
  ignored: () => [],
  models: () => Promise.resolve([]),
  check: () => Promise.resolve(),
};

class FullStore extends MemoryChatRepository {
  override finish(): Promise<void> {
    return Promise.reject(new DomainError('storage_full', 'The disk is full.'));
  }
}

describe('a turn whose answer cannot be stored', () => {
  it('gives its text to the client with the error, in both forms, and no end that would say that it is kept', async () => {
    const chats = new FullStore();
    const begun = await chats.begin(turnOf('a'));
    if (begun.outcome !== 'begun') throw new Error('It did not begin.');
    const { lease, system, recent, earlier, question } = begun;
    const turn = new Turn(lease.turnId, { chat_id: 'a', user_message_id: question.id, assistant_message_id: lease.answerId, title: '', model: 'brief/one' });
    await new TurnRunner(chats, new Answering(new KnownModels(), new Fallback(new Settings(), new ProviderRegistry([provider])), new Settings())).run({ turn, lease, model: { provider, name: 'one', id: 'brief/one' }, source: { system: system.content, recent, earlier, question: question.content } });

    const outcome = await turn.ended;
    if (outcome.type !== 'turn-error') throw new Error('It was acknowledged.');
    const told = { status: 507, code: 'storage_full', success: false, chat_id: 'a', user_message_id: question.id, answer: { response: 'Paris.', status: 'incomplete' } };
    expect(turnProblemOf(turn.head, outcome)).toMatchObject(told);
    await expect(jsonAnswer(turn)).rejects.toMatchObject({ code: 'storage_full', turn: { chat_id: 'a', answer: { response: 'Paris.' } } });
    const types: string[] = [];
    for await (const { type } of turn.read(0)) types.push(type);
    expect(types).toEqual(['turn-start', 'text-delta', 'turn-error']);
  });
});
