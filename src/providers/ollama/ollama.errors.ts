import { ProviderError } from '../../errors/domain.error.js';
import { isLoopback } from '../addresses.js';
import { parseObject } from '../json.js';
import { isContainer, isMarkup, networkFaultOf, retrySecondsOf, shownUrl } from '../network-faults.js';
import { scrub } from '../scrub.js';
import { errorOf } from './ollama.wire.js';

const OVERFLOW = /input length exceeds|longer than the context|exceeds? (?:the )?(?:available )?context/i;

/** An answer that is not a success: its status, and what it said. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
  readonly retryAfter?: string;
}

/** What can go wrong with one Ollama, each with the thing to do. Made from status, code and a little scrubbed text, never from a library's error. */
export class OllamaErrors {
  /** The address as it may be shown: without a password. */
  readonly url: string;
  private readonly host: string;

  constructor(
    url: string,
    private readonly inContainer = isContainer(),
  ) {
    this.host = new URL(url).hostname;
    this.url = shownUrl(url);
  }

  /** No answer at all, with the system's code for why. */
  unanswered(code: string): ProviderError {
    switch (networkFaultOf(code)) {
      case 'not reached':
        return this.unavailable(code === 'ECONNREFUSED' ? '' : ` (${code})`);
      case 'name not known':
        return this.unavailable(` (the name ${this.host} is not known)`);
      case 'not secure':
        return new ProviderError('provider_unavailable', `No secure connection to Ollama at ${this.url} could be made (${code}). Check OLLAMA_URL and the certificate.`);
      case 'no HTTP':
        return this.strange(`no valid HTTP (${code})`);
      default:
        return new ProviderError('provider_failed', `Ollama at ${this.url} closed the connection before it answered (${code}). Its log tells why; then ask again.`);
    }
  }

  refused({ status, body, retryAfter }: Refusal, model?: string): ProviderError {
    const said = errorOf(parseObject(body));
    const detail = said ? `: ${scrub(said)}` : '';
    if (status >= 300 && status < 400) return new ProviderError('provider_failed', `Ollama at ${this.url} redirects to another address (${status}). Set OLLAMA_URL to the final one.`);
    if (said !== undefined && OVERFLOW.test(said)) return this.overflow();
    if (isMarkup(body)) return this.strange(`a web page (status ${status})`);
    if (status === 404 && model !== undefined) return this.modelNotFound(model);
    if (status === 503 || status === 429) return new ProviderError('provider_busy', `Ollama is busy${detail}. Ask again in a moment.`, { retryAfterSeconds: retrySecondsOf(retryAfter) });
    if (status === 401 || status === 403 || status === 407) return new ProviderError('provider_failed', `Ollama at ${this.url} refuses this server (${status})${detail}. Check OLLAMA_URL, OLLAMA_ORIGINS and proxies on the way.`);
    return new ProviderError('provider_failed', `Ollama failed (${status})${detail}. Its log tells more.`);
  }

  /** A line `{"error": …}` in the middle of an answer. */
  failed(said: string): ProviderError {
    return OVERFLOW.test(said) ? this.overflow() : new ProviderError('provider_failed', `Ollama failed: ${scrub(said) || 'it gave no reason'}. Its log tells more.`);
  }

  overflow(window?: number): ProviderError {
    const size = window === undefined ? '' : ` of ${window} tokens`;
    return new ProviderError('context_overflow', `The question is too long for the model's window${size}. Shorten it, or set a larger OLLAMA_NUM_CTX.`);
  }

  modelNotFound(model: string): ProviderError {
    return new ProviderError('model_not_found', `Model ${model} is not pulled. Run: ollama pull ${model}`);
  }

  /** The connection ended, or the answer did, before its end marker. */
  cutOff(code?: string): ProviderError {
    return new ProviderError('provider_failed', `Ollama's answer was cut off${code === undefined ? '' : ` (${code})`}: it ended without its end marker. Ask again; Ollama's log tells why.`);
  }

  strange(what: string): ProviderError {
    return new ProviderError('provider_failed', `${this.url} sent ${what} instead of an answer of Ollama. Check that OLLAMA_URL is the address of an Ollama server.`);
  }

  slow(seconds: number): ProviderError {
    return new ProviderError('provider_timeout', `Ollama at ${this.url} did not answer within ${seconds} s. Look whether it is overloaded, or restart it.`);
  }

  private unavailable(why: string): ProviderError {
    const container = this.inContainer && isLoopback(this.host) ? ' Inside a container that address is the container itself: for an Ollama on the host set OLLAMA_URL=http://host.docker.internal:11434.' : '';
    return new ProviderError('provider_unavailable', `Ollama is not running at ${this.url}${why}. Start it with \`ollama serve\`, or set OLLAMA_URL.${container}`);
  }
}
