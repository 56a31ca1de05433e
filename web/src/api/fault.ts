import type { components } from './schema';

type Problem = components['schemas']['TurnProblemDto'];

/** What the server refused, in its own words. */
export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(
    readonly problem: Partial<Problem> & { readonly status: number },
    /** Seconds after which to try again, where the server said so. */
    readonly retryAfter?: number,
  ) {
    super(problem.detail ?? `The server answered with HTTP status ${problem.status}.`);
  }

  get code(): string {
    return this.problem.code ?? 'internal';
  }

  get status(): number {
    return this.problem.status;
  }
}

/** No answer came at all: the server or the network is away. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(cause?: unknown) {
    super('The server does not answer.', { cause });
  }
}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** Makes a refusal of any response, also of one that is no problem document, such as a proxy's. */
export async function faultOf(response: Response): Promise<Fault> {
  const body = await response.json().catch(() => undefined);
  const problem = typeof body === 'object' && body !== null ? body : {};
  const seconds = Number(response.headers.get('retry-after'));
  return new Fault({ ...problem, status: response.status }, seconds > 0 ? seconds : undefined);
}

/** What to tell a person about anything that was thrown. */
export const sentenceOf = (error: unknown): string => (error instanceof Fault || error instanceof Unreachable ? error.message : 'Something went wrong in this page. Reload it; all that was sent is saved at the server.');
