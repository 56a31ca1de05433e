import type { AnswerReport, Message, TurnProblem } from '../api/client';

/** What is told under an answer; a missing figure is left out. */
export interface Facts {
  readonly tokens?: number;
  readonly tokensPerSecond?: number;
  readonly firstTokenMs?: number;
  readonly model?: string;
}

export type CutReason = NonNullable<AnswerReport['incomplete_reason']>;

/** An answer that is over. `cut`: there is text, but not all; `failed`: there is none. */
export interface EndedAnswer {
  readonly state: 'complete' | 'cut' | 'failed';
  readonly text: string;
  readonly reasoning: string;
  readonly reason?: CutReason;
  /** The error's code and the server's sentence; the sentence only while the page that heard it is open. */
  readonly code?: string;
  readonly detail?: string;
  readonly facts: Facts;
  /** What the model was shown for it; absent where nobody told. */
  readonly context?: { readonly window: number; readonly messages_sent: number; readonly messages_left_out: number };
}

/** A question and what became of it; `answer` is undefined while it is being answered. */
export interface Turn {
  /** The id of the question. */
  readonly id: string;
  /** Undefined where an answer stands alone, as in chats that were made by other programs. */
  readonly question?: string;
  readonly askedAt?: string;
  readonly answer?: EndedAnswer;
}

/** A history as turns. With `answering` the last question is being answered; else one without an answer was interrupted. */
export function turnsOf(messages: readonly Message[], answering: boolean): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (message.role === 'user') turns.push(asked(message));
    else if (message.role === 'assistant') {
      const answer = answered(message);
      if (last && last.answer === undefined) turns[turns.length - 1] = { ...last, answer };
      else turns.push({ id: message.id, askedAt: message.timestamp, answer });
    }
  }
  return turns.map((turn, index) => (turn.answer || (answering && index === turns.length - 1) ? turn : { ...turn, answer: failure('interrupted') }));
}

/** How many messages of the history turns are. */
export const messagesIn = (turns: readonly Turn[]): number => turns.reduce((sum, { question, answer }) => sum + Number(question !== undefined) + Number(Boolean(answer?.text)), 0);

const asked = ({ id, content, timestamp, status, code }: Message): Turn => ({ id, question: content, askedAt: timestamp, ...(status === 'failed' ? { answer: failure(code ?? 'interrupted') } : {}) });

/** A failure before any text. */
export const failure = (code: string, detail?: string): EndedAnswer => ({ state: 'failed', text: '', reasoning: '', code, detail, facts: {} });

const answered = (message: Message): EndedAnswer => endedFrom({ ...message, response: message.content }, message.code);

/** How an answer ended, from the last event of a stream. */
export function endOf(end: { readonly answer?: AnswerReport; readonly problem?: TurnProblem }): EndedAnswer {
  const report = end.answer ?? end.problem?.answer;
  if (report && (report.response !== '' || !end.problem)) return endedFrom(report, end.problem?.code, end.problem?.detail);
  return failure(end.problem?.code ?? 'interrupted', end.problem?.detail);
}

type Report = Pick<AnswerReport, 'response' | 'reasoning' | 'incomplete_reason' | 'usage' | 'context'> & { readonly status?: string; readonly model?: string; readonly timings?: AnswerReport['timings'] };

function endedFrom(report: Report, code?: string, detail?: string): EndedAnswer {
  const { response: text, reasoning = '', incomplete_reason: reason, usage, timings, model, context } = report;
  if (text === '' && reason === 'stopped') return { ...failure('stopped'), reasoning };
  return {
    state: report.status === 'incomplete' ? 'cut' : 'complete',
    text,
    reasoning,
    reason,
    code,
    detail,
    facts: { tokens: usage?.completion_tokens, tokensPerSecond: timings?.tokens_per_second, firstTokenMs: timings?.first_token_ms, model: model === 'unknown' ? undefined : model },
    context,
  };
}
