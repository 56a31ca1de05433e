import { Inject, Injectable } from '@nestjs/common';
import { type AssistantMessage, type IncompleteReason, partsOf, type UserMessage } from '../conversation/chat.js';
import { type ErrorCode, isErrorCode, titleOf } from '../errors/codes.js';
import { DomainError } from '../errors/domain.error.js';
import { CHAT_REPOSITORY, type ChatRepository, type StoredTurn } from '../storage/chat-repository.js';
import { storedAnswerReport } from './answer.js';
import { chatNotFound } from './chat-errors.js';
import type { AnswerReport, TurnOutcome } from './events.js';
import { Turn } from './turn.js';

/** How long an ended turn can still be found by who was watching it. */
const FOUND_AGAIN_MS = 60_000;

/** A crash may cost some text that a client has seen; no answer is as long as this. */
const LOST_TEXT_GAP = 1_000_000_000;

/** Turns that are over, put together again from what is kept: told like new ones, also after a restart. */
@Injectable()
export class StoredTurns {
  constructor(@Inject(CHAT_REPOSITORY) private readonly chats: ChatRepository) {}

  /** A chat's last turn, if it ended less than a minute ago. Throws when there is no such chat. */
  async recent(chatId: string): Promise<Turn | undefined> {
    const chat = await this.chats.find(chatId);
    if (!chat) throw chatNotFound(chatId);
    if (Date.now() - Date.parse(chat.last_updated) > FOUND_AGAIN_MS) return undefined;
    const { messages } = await this.chats.messages(chatId, { limit: 2 });
    const [last, before] = messages;
    const question = last?.role === 'assistant' ? before : last;
    if (question?.role !== 'user' || question.turn_id === undefined) return undefined;
    return turnFrom(chatId, chat.title, { turnId: question.turn_id, question, ...(last?.role === 'assistant' ? { answer: last } : {}) });
  }

  async turnOf(chatId: string, stored: StoredTurn): Promise<Turn> {
    const chat = await this.chats.find(chatId);
    return turnFrom(chatId, chat?.title ?? '', stored);
  }
}

/** Of an answer that never came no message has the id: the turn's own stands for it. */
function turnFrom(chatId: string, title: string, { turnId, question, answer }: StoredTurn): Turn {
  const report = answer && storedAnswerReport(answer);
  const turn = new Turn(turnId, { chat_id: chatId, user_message_id: question.id, assistant_message_id: answer?.id ?? turnId, title, model: report?.model ?? 'unknown' });
  for (const { type, text } of answer ? partsOf(answer) : []) turn.append(type, text);
  const outcome = outcomeOf(question, answer, report);
  turn.end(outcome, outcome.type === 'turn-error' && outcome.error.code === 'interrupted' ? LOST_TEXT_GAP : 1);
  return turn;
}

function outcomeOf(question: UserMessage, answer: AssistantMessage | undefined, report: AnswerReport | undefined): TurnOutcome {
  const code = codeOf(answer?.code ?? question.code, report?.incomplete_reason);
  if (code === undefined && report) return { type: 'turn-end', answer: report };
  if (code === 'stopped') return { type: 'turn-end', answer: report ?? { response: '', status: 'incomplete', incomplete_reason: 'stopped', model: 'unknown', timings: { total_ms: 0 } } };
  const failed = code ?? 'interrupted';
  return { type: 'turn-error', error: new DomainError(failed, DETAILS[failed] ?? `${titleOf(failed)}: this is how the question ended when it was asked. Ask it anew.`), ...(report ? { answer: report } : {}) };
}

/** With what code a turn ended; none when its answer was acknowledged. */
function codeOf(kept: unknown, reason: IncompleteReason | undefined): ErrorCode | undefined {
  if (typeof kept === 'string') return isErrorCode(kept) ? kept : 'provider_failed';
  return reason === undefined ? undefined : CODES[reason];
}

const CODES: Readonly<Partial<Record<IncompleteReason, ErrorCode>>> = { provider_error: 'provider_failed', shutdown: 'shutting_down', interrupted: 'interrupted' };

const DETAILS: Readonly<Partial<Record<ErrorCode, string>>> = {
  interrupted: 'The server ended while it was answering. What had arrived is kept; ask again.',
  shutting_down: 'The server was shut down while it was answering. What had arrived is kept; ask again.',
};
