import type { AnswerPart, AssistantMessage, Chat, ChatSummary, Message, SystemMessage, UserMessage } from '../conversation/chat.js';
import type { ErrorCode } from '../errors/codes.js';

/** Resolves to the configured repository. */
export const CHAT_REPOSITORY = Symbol('CHAT_REPOSITORY');

/** A place in the list: the time and the id of the chat that ended a page. Clients take it as it is. */
export const CURSOR_PATTERN = /^(-?\d{1,15})\.([A-Za-z0-9_-]{1,128})$/;

export interface ChatQuery {
  /** At most so many; without it all of them, from one moment. */
  readonly limit?: number;
  /** Where the page before ended. */
  readonly cursor?: string;
  /** Only chats in which each of these occurs, in the title, a question or an answer; in lower case, found in any. */
  readonly words?: readonly string[];
}

/** A chat of a list. */
export interface ListedChat extends ChatSummary {
  /** With `words` that are not all in the title: about 160 characters, on one line, around the first of those, in the newest message that has one. */
  readonly excerpt?: string;
}

export interface ChatPage {
  readonly chats: readonly ListedChat[];
  readonly next_cursor: string | null;
}

export interface MessageQuery {
  /** Only messages at positions below this one; without it from the newest on. */
  readonly before?: number;
  readonly limit: number;
}

/** Newest first; `messages[0]` has the highest position. */
export interface MessagePage {
  readonly messages: readonly Message[];
  /** The `before` of the next page; undefined at the beginning of the chat. */
  readonly next: number | undefined;
}

export interface TurnStart {
  readonly chatId: string;
  readonly turnId: string;
  /** The id that the answer will have. */
  readonly answerId: string;
  readonly question: { readonly id: string; readonly content: string; readonly timestamp: string };
  /** What a chat begins with, when this turn begins one. */
  readonly opening: { readonly title: string; readonly systemPrompt: { readonly id: string; readonly content: string } };
  /** `provider/name`, when this question chooses the chat's model from now on. */
  readonly model?: string;
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** Throws to refuse the question, given the chat's system prompt; nothing is stored then. */
  readonly admit?: (systemPrompt: string) => void;
  /** About how many bytes of recent messages the turn can use; whole messages, at least the last ones. */
  readonly historyBytes: number;
}

/** The right to end one turn, of the process that began it. `token` is the repository's own. */
export interface TurnLease {
  readonly chatId: string;
  readonly turnId: string;
  readonly answerId: string;
  readonly token: unknown;
}

/** A turn as it is kept: its question (failed or not) and what there is of its answer. */
export interface StoredTurn {
  readonly turnId: string;
  readonly question: UserMessage;
  readonly answer?: AssistantMessage;
}

export type TurnBegin =
  | {
      readonly outcome: 'begun';
      readonly lease: TurnLease;
      readonly title: string;
      readonly system: SystemMessage;
      /** The newest messages before the question, oldest first, without the system prompt. */
      readonly recent: readonly Message[];
      /** How many messages before the question there are in all, the system prompt not counted. */
      readonly earlier: number;
      /** The question as stored: of an earlier try, when a turn that failed before any text is asked again by its key. */
      readonly question: UserMessage;
    }
  /** A turn of this chat is running; `turnId` is its id. */
  | { readonly outcome: 'busy'; readonly turnId: string }
  /** This key was seen with this body: the turn it began, which may still be running. */
  | { readonly outcome: 'repeated'; readonly turn: StoredTurn; readonly running: boolean }
  /** This key was seen with another body. */
  | { readonly outcome: 'mismatched' };

export type Repetition = Extract<TurnBegin, { outcome: 'repeated' | 'mismatched' }>;

export interface RepeatQuery {
  readonly chatId: string;
  readonly idempotency: NonNullable<TurnStart['idempotency']>;
  /** ISO 8601; keys older than a day before are forgotten. */
  readonly now: string;
}

/** What an answer has so far, from its beginning. */
export interface TurnNote {
  readonly lease: TurnLease;
  readonly parts: readonly AnswerPart[];
  readonly timestamp: string;
}

/** How a turn ended: with an answer, whole or partial, or with none. */
export type TurnEnd =
  | { readonly outcome: 'answered'; readonly answer: AssistantMessage }
  | { readonly outcome: 'failed'; readonly code: ErrorCode; readonly timestamp: string };

/**
 * Keeps chats. A chat is an append-only log that only turns write; a turn's lease is what lets it write. What `begin` and
 * `finish` have returned from is durable. Both may be tried again with the same ids and write nothing twice.
 */
export interface ChatRepository {
  /** Newest first by (last_updated, then id ascending). */
  list(query: ChatQuery): Promise<ChatPage>;
  find(id: string): Promise<ChatSummary | undefined>;
  /** The only door to messages. An unknown chat has none. */
  messages(id: string, query: MessageQuery): Promise<MessagePage>;
  rename(id: string, title: string): Promise<boolean>;
  /** The running turn's next write is a LeaseLostError. */
  remove(id: string): Promise<boolean>;
  /** Puts a whole chat in its place: take-over of the original's files, later import and fork. Refused with `chat_id_taken` when the id is there. */
  restore(chat: Chat): Promise<void>;

  /** What a request under a key would be answered with, if not by asking the model; nothing is written and nobody waits for a busy chat. */
  findRepeated(query: RepeatQuery): Promise<Repetition | undefined>;
  /** One atomic, durable step. Throws `chat_id_reserved`, `chat_id_taken`, what `admit` throws, and storage errors. */
  begin(start: TurnStart): Promise<TurnBegin>;
  /** Saves partial answers now and then; answers the ids of the turns that lost their lease. Not durable by itself. */
  keep(notes: readonly TurnNote[]): Promise<readonly string[]>;
  /** One atomic, durable step: the turn is over. Throws a LeaseLostError when the chat is gone, and storage errors. */
  finish(lease: TurnLease, end: TurnEnd): Promise<void>;
  /** Ready to keep chats? Throws what is wrong and what to do. */
  check(): Promise<void>;
}
