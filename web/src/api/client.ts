import createClient from 'openapi-fetch';
import { reachable } from '../state/reachable';
import { faultOf, isAbort, Unreachable } from './fault';
import type { components, paths } from './schema';

export type ChatSummary = components['schemas']['ChatSummaryDto'];
export type Message = components['schemas']['MessageDto'];
export type History = components['schemas']['HistoryDto'];
export type Answer = components['schemas']['AnswerDto'];
export type AnswerReport = components['schemas']['AnswerReportDto'];
export type TurnProblem = components['schemas']['TurnProblemDto'];

/** The API beside this page: whoever serves `/ui/` serves it too, itself or by asking it. */
export const API_ROOT = new URL('..', document.baseURI).href.replace(/\/$/, '');

/** Statuses of a proxy whose server is away. Our own server sends them too, but with a problem that has a code. */
const FROM_A_PROXY = new Set([502, 503, 504]);
/** What the standalone web server says when the API is away. */
const API_AWAY = 'api_unreachable';

/** Every request to the API goes through here: it tells whether the server is there. A response that is not ok is thrown as a Fault. */
export async function request(input: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(input);
  } catch (error) {
    if (isAbort(error)) throw error;
    reachable.lost();
    throw new Unreachable(error);
  }
  if (response.ok) return reached(response);
  const fault = await faultOf(response);
  if (fault.code === API_AWAY || (fault.problem.code === undefined && FROM_A_PROXY.has(response.status))) {
    reachable.lost();
    throw new Unreachable(fault);
  }
  reachable.found();
  throw fault;
}

function reached(response: Response): Response {
  reachable.found();
  return response;
}

/** Typed calls; `data` is there whenever they return, since `request` throws what is not ok. */
export const api = createClient<paths>({ baseUrl: API_ROOT, fetch: request });

/** A sign of life does not take longer. */
const KNOCK_MS = 10_000;

/** How somebody finds out whether a server that was away is back. */
reachable.knock = () => api.GET('/health/live', { signal: AbortSignal.timeout(KNOCK_MS), cache: 'no-store' });

/** Whether there is a chat with an id; false when that cannot be told. */
export const chatExists = (chatId: string, signal: AbortSignal): Promise<boolean> =>
  request(new Request(`${API_ROOT}/chat/history/${encodeURIComponent(chatId)}`, { method: 'HEAD', signal })).then(
    () => true,
    () => false,
  );
