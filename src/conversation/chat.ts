/** What a chat is: its messages, its head, and the rule for its id. */
import type { GenerationSettings, SettingName } from './generation-settings.js';

export type Role = 'system' | 'user' | 'assistant';

/** A piece of an answer. An answer is an ordered list of parts, growing while it is written. */
export interface AnswerPart {
  readonly type: 'text' | 'reasoning';
  readonly text: string;
}

export interface TokenUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

export interface TurnTimings {
  readonly first_token_ms?: number;
  readonly total_ms: number;
  readonly tokens_per_second?: number;
}

/** What the model was shown: `used` tokens of its `window`, counted by the model or estimated. */
export interface ContextReport {
  readonly window: number;
  readonly used: number;
  readonly messages_sent: number;
  readonly messages_left_out: number;
  readonly source: 'model' | 'estimate';
}

export type IncompleteReason = 'stopped' | 'length' | 'provider_error' | 'shutdown' | 'interrupted';

/** Unknown fields, of the original or of a later version, are kept. */
interface MessageBase {
  readonly id: string;
  readonly content: string;
  /** ISO 8601; ours in UTC, the original's in local time without a zone, its system messages without any. */
  readonly timestamp?: string;
  readonly [field: string]: unknown;
}

export interface SystemMessage extends MessageBase {
  readonly role: 'system';
}

/** A question. `status` stands only on one whose answer never came, with the code of why. */
export interface UserMessage extends MessageBase {
  readonly role: 'user';
  readonly turn_id?: string;
  readonly status?: 'failed';
  readonly code?: string;
}

/** An answer. `content` is its text parts joined; `parts` is there when there is more to it than one text. */
export interface AssistantMessage extends MessageBase {
  readonly role: 'assistant';
  readonly status?: 'complete' | 'incomplete';
  readonly incomplete_reason?: IncompleteReason;
  /** Why it is incomplete, when something failed. */
  readonly code?: string;
  readonly parts?: readonly AnswerPart[];
  readonly model?: string;
  /** The model that was to answer and was not available. */
  readonly fallback_from?: string;
  readonly usage?: TokenUsage;
  readonly timings?: TurnTimings;
  readonly context?: ContextReport;
  /** How it was made. */
  readonly settings?: GenerationSettings;
  /** What of that was asked for and not obeyed. */
  readonly settings_ignored?: readonly SettingName[];
}

export type Message = SystemMessage | UserMessage | AssistantMessage;

/** The head of a chat, without its messages. */
export interface ChatSummary {
  readonly id: string;
  readonly created_at: string;
  readonly last_updated: string;
  /** Every message counts, the system prompt too. */
  readonly message_count: number;
  readonly title: string;
  /** True while a turn of this chat is running. */
  readonly answering: boolean;
  /** True when a part of the chat's file could not be read and was put aside. */
  readonly damaged?: boolean;
  /** The model that this chat was told to talk to, `provider/name`; without one the server's default. */
  readonly model?: string;
}

/** A whole chat, as taken over from the original's file or from an import. */
export interface Chat {
  readonly id: string;
  readonly created_at: string;
  readonly last_updated: string;
  readonly title?: string;
  readonly messages: readonly Message[];
  readonly [field: string]: unknown;
}

export const CHAT_ID_PATTERN = /^[A-Za-z0-9_-]{1,128}$/;
export const CHAT_ID_RULE = '1 to 128 letters, digits, "-" and "_"';

const RESERVED = /^(?:index|con|prn|aux|nul|com\d|lpt\d|__proto__|constructor|prototype)$/i;

/** Whether an id is a trap as a file or a property name; chats of the original may have one, new chats may not. */
export const isReservedId = (id: string): boolean => RESERVED.test(id);

const TITLE_LENGTH = 60;

/** A chat's title until it is renamed: the first line of its first question, cut between words. */
export function titleFrom(question: string): string {
  const line = question.trim().split(/\r\n|\r|\n/, 1)[0]!.replace(/\s+/g, ' ').trim();
  const letters = Array.from(line);
  if (letters.length <= TITLE_LENGTH) return line;
  const cut = letters.slice(0, TITLE_LENGTH).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > TITLE_LENGTH / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** The text of an answer: its text parts joined, never trimmed. */
export const textOf = (parts: readonly AnswerPart[]): string => joined(parts, 'text');
export const reasoningOf = (parts: readonly AnswerPart[]): string => joined(parts, 'reasoning');

/** The parts of a stored answer; one without the field is one text. */
export const partsOf = (message: AssistantMessage): readonly AnswerPart[] =>
  message.parts ?? (message.content === '' ? [] : [{ type: 'text', text: message.content }]);

function joined(parts: readonly AnswerPart[], type: AnswerPart['type']): string {
  return parts.filter((part) => part.type === type).map((part) => part.text).join('');
}
