/** A part of `GET /health/ready`. */
export interface PartReport {
  readonly status: 'up' | 'down';
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
}

export type ReadyReport = Readonly<Partial<Record<'provider' | 'model' | 'storage', PartReport>>>;

/** What stands in the way of an answer: the part, the code, and the server's sentence with the way out. */
export interface Trouble {
  readonly part: 'provider' | 'model' | 'storage';
  readonly code: string;
  readonly message: string;
}

export interface Status {
  readonly model: string;
  /** "Ollama, ready". */
  readonly words: string;
  readonly mark: 'ready' | 'live' | 'cut' | 'failed';
  readonly trouble?: Trouble;
  /** Of a model that is being downloaded, where that is known. */
  readonly percent?: number;
}

const NAMES: Readonly<Record<string, string>> = { ollama: 'Ollama', local: 'Embedded', openai: 'OpenAI', anthropic: 'Anthropic' };

/** The report in the words of the list's last line. */
export function statusOf(report: ReadyReport): Status {
  const { provider, model, storage } = report;
  const name = NAMES[provider?.name ?? ''] ?? provider?.name ?? 'Provider';
  const trouble = troubleIn(report);
  const percent = percentIn(trouble);
  const base = { model: model?.name ?? '', ...(trouble ? { trouble } : {}), ...(percent === undefined ? {} : { percent }) };
  if (provider?.status === 'down') return { ...base, words: `${name}, ${awayWords(name, provider.code)}`, mark: 'failed' };
  if (model?.code === 'model_loading') return { ...base, words: loadingWords(model.message ?? '', percent), mark: 'live' };
  if (model?.status === 'down') return { ...base, words: `${name}, model not ${name === 'Ollama' ? 'pulled' : 'found'}`, mark: 'failed' };
  if (storage?.status === 'down') return { ...base, words: 'chats cannot be saved', mark: 'failed' };
  return { ...base, words: `${name}, ready`, mark: 'ready' };
}

/** While the server does not answer nobody knows about the rest. */
export const awayStatus = (last?: Status): Status => ({ model: last?.model ?? '', words: 'server away', mark: 'cut' });

function troubleIn(report: ReadyReport): Trouble | undefined {
  for (const part of ['provider', 'model', 'storage'] as const) {
    const { status, code = 'internal', message = '' } = report[part] ?? { status: 'up' };
    if (status === 'down') return { part, code, message };
  }
  return undefined;
}

function awayWords(name: string, code?: string): string {
  if (code === 'provider_unavailable') return name === 'Ollama' ? 'not running' : 'not reachable';
  return code === 'provider_timeout' ? 'does not answer' : 'not ready';
}

function loadingWords(message: string, percent?: number): string {
  if (!message.includes('download')) return 'loading the model';
  return percent === undefined ? 'downloading' : `downloading, ${percent} %`;
}

function percentIn(trouble?: Trouble): number | undefined {
  const [, percent] = (trouble?.code === 'model_loading' && /(\d+) %/.exec(trouble.message)) || [];
  return percent === undefined ? undefined : Number(percent);
}
