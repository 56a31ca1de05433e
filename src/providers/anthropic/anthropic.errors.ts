import { ProviderError } from '../../errors/domain.error.js';
import { parseObject } from '../json.js';
import { isMarkup, networkFaultOf, retrySecondsOf, shownUrl } from '../network-faults.js';
import { scrub } from '../scrub.js';
import { refusalIn } from './anthropic.wire.js';

const OVERFLOW = /(?:prompt|input|request) is too (?:long|large)|exceeds? (?:the )?(?:model's )?(?:maximum )?context/i;

/** The statuses of the types that an error in the middle of a stream has instead of one. */
const STATUSES: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  timeout_error: 504,
  overloaded_error: 529,
};

/** An answer that is not a success. One in the middle of a stream has no status. */
export interface Refusal {
  readonly status?: number;
  readonly body: string;
  readonly retryAfter?: string;
}

/** What can go wrong with the Messages API, each with the thing to do. Made from status, type and a little scrubbed text, never from the SDK's error. */
export class AnthropicErrors {
  /** The address as it may be shown: without a password. */
  readonly url: string;
  private readonly host: string;

  constructor(
    url: string,
    private readonly key: string,
  ) {
    this.host = new URL(url).hostname;
    this.url = shownUrl(url);
  }

  /** No answer at all, with the system's code for why. */
  unanswered(code: string): ProviderError {
    switch (networkFaultOf(code)) {
      case 'not reached':
        return this.unavailable(`is not reached (${code})`);
      case 'name not known':
        return this.unavailable(`is not reached (the name ${this.host} is not known)`);
      case 'not secure':
        return new ProviderError('provider_unavailable', `No secure connection to ${this.url} could be made (${code}). Check ANTHROPIC_BASE_URL and the certificate.`);
      case 'no HTTP':
        return this.strange(`no valid HTTP (${code})`);
      default:
        return new ProviderError('provider_failed', `${this.url} closed the connection before it answered (${code}). Ask again.`);
    }
  }

  /** The connection ended, or the answer did, before its end marker. */
  cutOff(code?: string): ProviderError {
    return new ProviderError('provider_failed', `The answer of ${this.url} was cut off${code === undefined ? '' : ` (${code})`}: it ended without its end marker. Ask again.`);
  }

  refused(refusal: Refusal, model?: string): ProviderError {
    const { type, said } = refusalIn(parseObject(refusal.body));
    const status = refusal.status ?? STATUSES[type] ?? 500;
    const detail = this.detailOf(said);
    if (status >= 300 && status < 400) return new ProviderError('provider_failed', `${this.url} redirects to another address (${status}), and the key goes nowhere else. Set ANTHROPIC_BASE_URL to the final one.`);
    if (status === 413 || (status === 400 && OVERFLOW.test(said))) return this.overflow();
    if (isMarkup(refusal.body)) return this.strange(`a web page (status ${status})`);
    if (status === 401) return new ProviderError('provider_failed', `${this.url} does not accept the key (401)${detail}. Set ANTHROPIC_API_KEY to a valid one.`);
    if (status === 402) return new ProviderError('provider_failed', `${this.url} wants to be paid first (402)${detail}. Look at the account that ANTHROPIC_API_KEY belongs to.`);
    if (status === 403) return new ProviderError('provider_failed', `${this.url} does not allow this with the key it was given (403)${detail}. Check ANTHROPIC_API_KEY and what its workspace may use.`);
    if (status === 404) return model !== undefined && type === 'not_found_error' ? this.modelNotFound(model) : this.strange(`"not found" (404)${detail}`);
    if (status === 429 || status === 503 || status === 529) return new ProviderError('provider_busy', `${this.url} ${status === 429 ? 'limits how much it is asked' : 'is overloaded'} (${status})${detail}. Ask again in a moment.`, { retryAfterSeconds: retrySecondsOf(refusal.retryAfter) });
    if (status === 408 || status === 504) return new ProviderError('provider_timeout', `${this.url} gave up on the question (${status})${detail}. Ask again.`);
    if (status < 500) return new ProviderError('provider_failed', `${this.url} refused the request (${status})${detail}. Check ANTHROPIC_MODEL and ANTHROPIC_MAX_TOKENS.`);
    return new ProviderError('provider_failed', `${this.url} failed (${status})${detail}. Ask again.`);
  }

  overflow(window?: number): ProviderError {
    const size = window === undefined ? '' : ` of ${window} tokens`;
    return new ProviderError('context_overflow', `The question is too long for the model's window${size}. Shorten it, or set ANTHROPIC_CONTEXT to the window that the model really has, so that less of the history is sent.`);
  }

  modelNotFound(model: string): ProviderError {
    return new ProviderError('model_not_found', `${this.url} has no model ${model}, or none for this key. Set ANTHROPIC_MODEL to one that it has.`);
  }

  /** The model, or what watches over it, would not answer. What it had said by then is no answer. */
  declined(category?: string): ProviderError {
    return new ProviderError('provider_failed', `The model declined to answer${category === undefined ? '' : ` (${scrub(category)})`}. Ask in another way.`);
  }

  thoughtTooLong(maxTokens: number): ProviderError {
    return new ProviderError('provider_failed', `The model had used the ${maxTokens} tokens of its answer before its first word. Raise ANTHROPIC_MAX_TOKENS.`);
  }

  strange(what: string): ProviderError {
    return new ProviderError('provider_failed', `${this.url} sent ${what} instead of an answer of the Messages API. Check that ANTHROPIC_BASE_URL is the address of one.`);
  }

  slow(seconds: number): ProviderError {
    return new ProviderError('provider_timeout', `${this.url} did not answer within ${seconds} s. Check the network, or ask again.`);
  }

  private unavailable(what: string): ProviderError {
    return new ProviderError('provider_unavailable', `${this.url} ${what}. Check the network and ANTHROPIC_BASE_URL.`);
  }

  /** What the other side said, without the key even where it says that. */
  private detailOf(said: string): string {
    const clean = scrub(said.slice(0, 2000).replaceAll(this.key, '…'));
    return clean === '' ? '' : `: ${clean}`;
  }
}
