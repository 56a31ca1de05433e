import { ProviderError } from '../../errors/domain.error.js';
import { isLoopback, isNearby } from '../addresses.js';
import { isObject, type JsonObject, parseObject } from '../json.js';
import { isContainer, isMarkup, networkFaultOf, retrySecondsOf, shownUrl } from '../network-faults.js';
import { scrub } from '../scrub.js';
import { failureCodeOf, saidOf } from './openai.wire.js';

/** How OpenAI and Groq, llama-server, vLLM, OpenRouter and DeepSeek, Mistral, Ollama, and what stands before Claude and Gemini say it. */
const OVERFLOW =
  /context_length_exceeded|exceed_context_size|context (?:length|size|window)|too large for model with|input length exceeds|prompt is too long|input token count.*exceeds/i;
const NO_SUCH_MODEL = /model_not_found|invalid_model|invalid model|not a valid model|model not exist|no endpoints found|model\b.{0,200}\b(?:does not exist|not found|decommissioned)/i;
const NO_MORE_CREDIT = /insufficient_quota|billing_hard_limit|credit balance/i;
const LEAST_KEY_LENGTH = 8;

/** An answer that is not a success. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
  readonly retryAfter?: string;
}

interface ErrorsFor {
  readonly url: string;
  readonly key: string | undefined;
  readonly inContainer?: boolean;
}

/** What can go wrong with a server of chat completions, each with the thing to do. Made from status, code and a little scrubbed text, never from an SDK's error. */
export class OpenAiErrors {
  /** The address as it may be shown: without a password. */
  readonly url: string;
  private readonly host: string;
  private readonly key: string | undefined;
  private readonly inContainer: boolean;

  constructor({ url, key, inContainer = isContainer() }: ErrorsFor) {
    this.host = new URL(url).hostname;
    this.url = shownUrl(url);
    this.key = key;
    this.inContainer = inContainer;
  }

  /** No answer at all, with the system's code for why. */
  unanswered(code: string): ProviderError {
    switch (networkFaultOf(code)) {
      case 'not reached':
        return this.unavailable(code === 'ECONNREFUSED' ? '' : ` (${code})`);
      case 'name not known':
        return this.unavailable(` (the name ${this.host} is not known)`);
      case 'not secure':
        return new ProviderError('provider_unavailable', `No secure connection to ${this.url} could be made (${code}). Check OPENAI_BASE_URL and the certificate.`);
      case 'no HTTP':
        return this.strange(`no valid HTTP (${code})`);
      default:
        return this.failed(`${this.url} closed the connection before it answered (${code}). Its log tells why; then ask again.`);
    }
  }

  refused({ status, body, retryAfter }: Refusal, model: string): ProviderError {
    const failure = parseObject(body);
    const detail = this.detailOf(failure);
    if (status >= 300 && status < 400) return this.failed(`${this.url} redirects to another address (${status}), which is not followed. Set OPENAI_BASE_URL to the final one.`);
    if (status === 401) return this.unauthorized();
    if (status === 402) return this.noCredit(detail);
    if (status === 403 || status === 407) return this.failed(`${this.url} does not allow this (${status})${detail}. Check what the key in OPENAI_API_KEY may do, OPENAI_BASE_URL, and proxies on the way.`);
    if ([408, 504, 522, 524].includes(status)) return new ProviderError('provider_timeout', `${this.url} gave up waiting for its model (${status})${detail}. Ask again, or shorten the question.`);
    if ([429, 503, 529].includes(status)) return this.busy(status, failure, retryAfter);
    if (isMarkup(body)) return this.strange(`a web page (status ${status})`);
    return this.refusedQuestion(status, failure, model);
  }

  /** An error among the events of an answer. */
  broken(failure: unknown, model: string): ProviderError {
    const object: JsonObject = isObject(failure) ? failure : { message: failure };
    const status = Number(failureCodeOf(object));
    if (status >= 400 && status < 600) return this.refused({ status, body: JSON.stringify({ error: object }) }, model);
    if (this.isOverflow(object)) return this.overflow();
    return this.failed(`${this.url} failed in its answer: ${this.cleaned(saidOf(object)) || 'it gave no reason'}. Ask again; its log tells more.`);
  }

  /** The model ended, but not because it had said everything. */
  unfinished(reason: string): ProviderError {
    if (reason === 'content_filter') return this.failed(`The content filter of ${this.url} cut the answer off. Ask in other words.`);
    if (reason === 'tool_calls' || reason === 'function_call') return this.failed(`The model wanted to call a tool, and was given none. Ask in other words, or set OPENAI_MODEL to another one.`);
    return this.failed(`${this.url} broke the answer off (${scrub(reason)}). Ask again; its log tells why.`);
  }

  overflow(): ProviderError {
    return new ProviderError('context_overflow', `The conversation is too long for the model's window. Shorten the question, or set OPENAI_CONTEXT to the window that the model really has.`);
  }

  modelNotFound(model: string, listed: readonly string[] = []): ProviderError {
    const some = listed.length === 0 ? '' : ` It has ${listed.slice(0, 5).join(', ')}${listed.length > 5 ? ' and others' : ''}.`;
    return new ProviderError('model_not_found', `${this.url} has no model ${model}, or not for this key.${some} Set OPENAI_MODEL to one it has.`);
  }

  /** The connection ended, or the answer did, before its end mark. */
  cutOff(code?: string): ProviderError {
    return this.failed(`The answer of ${this.url} was cut off${code === undefined ? '' : ` (${code})`}: it ended without its end mark. Ask again; its log tells why.`);
  }

  strange(what: string): ProviderError {
    return this.failed(`${this.url} sent ${what} instead of an answer. Check that OPENAI_BASE_URL is the address of a server that speaks chat completions; most end in /v1.`);
  }

  slow(seconds: number): ProviderError {
    return new ProviderError('provider_timeout', `${this.url} did not list its models within ${seconds} s. Look whether it is overloaded.`);
  }

  private refusedQuestion(status: number, failure: JsonObject | undefined, model: string): ProviderError {
    const detail = this.detailOf(failure);
    if (failure && this.isOverflow(failure)) return this.overflow();
    if (failure && NO_SUCH_MODEL.test(wordsOf(failure))) return this.modelNotFound(model);
    if (status === 404 || status === 405) return this.failed(`${this.url} has no chat completions (${status})${detail}. Check OPENAI_BASE_URL: most end in /v1.`);
    return this.failed(`${this.url} failed (${status})${detail}. Its log tells more.`);
  }

  private unauthorized(): ProviderError {
    return this.failed(this.key === undefined ? `${this.url} wants a key (401). Set OPENAI_API_KEY.` : `${this.url} does not accept the key in OPENAI_API_KEY (401). Set it to a valid one.`);
  }

  private noCredit(detail: string): ProviderError {
    return this.failed(`The account behind OPENAI_API_KEY has no credit left at ${this.url}${detail}. Look at its plan and billing.`);
  }

  private busy(status: number, failure: JsonObject | undefined, retryAfter: string | undefined): ProviderError {
    const [words, detail] = [failure ? wordsOf(failure) : '', this.detailOf(failure)];
    const options = { retryAfterSeconds: retrySecondsOf(retryAfter) };
    if (NO_MORE_CREDIT.test(words)) return this.noCredit(detail);
    if (/loading model/i.test(words)) return new ProviderError('model_loading', `${this.url} is loading its model. Ask again in a moment.`, options);
    return new ProviderError('provider_busy', `${this.url} takes no more questions now (${status})${detail}. Ask again in a moment.`, options);
  }

  private unavailable(why: string): ProviderError {
    const way = isNearby(this.host) ? 'Start the server there, or set OPENAI_BASE_URL.' : 'Check the network, a proxy on the way, and OPENAI_BASE_URL.';
    const container = this.inContainer && isLoopback(this.host) ? ' Inside a container that address is the container itself: for a server on the host use host.docker.internal instead.' : '';
    return new ProviderError('provider_unavailable', `Nothing answers at ${this.url}${why}. ${way}${container}`);
  }

  private failed(sentence: string): ProviderError {
    return new ProviderError('provider_failed', sentence);
  }

  private isOverflow(failure: JsonObject): boolean {
    return OVERFLOW.test(wordsOf(failure));
  }

  private detailOf(failure: JsonObject | undefined): string {
    const said = this.cleaned(saidOf(failure));
    return said === '' ? '' : `: ${said}`;
  }

  /** A server's words without the key, which some of them repeat. */
  private cleaned(said = ''): string {
    return scrub(this.key !== undefined && this.key.length >= LEAST_KEY_LENGTH ? said.replaceAll(this.key, '…') : said);
  }
}

/** All that tells what a failure is about: its code, and what it says. */
const wordsOf = (failure: JsonObject): string => `${failureCodeOf(failure)} ${saidOf(failure)?.slice(0, 2000) ?? ''}`;
