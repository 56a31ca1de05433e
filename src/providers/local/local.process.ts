import { type ChildProcess, fork } from 'node:child_process';
import { ProviderError } from '../../errors/domain.error.js';
import type { CompletionRequest, ProviderEvent } from '../llm-provider.js';
import type { FromChild, ToChild } from './local.protocol.js';
import { Mailbox } from './mailbox.js';
import { WatchedTask } from './watched-task.js';

const LOADING_SILENCE_MS = 300_000;

export interface LoadedModel {
  readonly window: number;
}

/** One life of the process that runs the model: from its start, through many answers at once, to its end. */
export class LocalProcess {
  /** The loading of the model; a process whose model cannot be loaded ends. */
  readonly loading: WatchedTask<LoadedModel>;
  readonly ended: Promise<void>;
  /** Why it ended, from the moment it has. */
  end?: ProviderError;
  /** Whether its model was ready to be asked. */
  hasLoaded = false;
  private readonly child: ChildProcess;
  private readonly answers = new Map<number, Mailbox<ProviderEvent>>();
  private readonly loaded = new Mailbox<FromChild>();
  private nextId = 1;

  constructor(program: string, private readonly model: Extract<ToChild, { type: 'load' }>) {
    this.child = fork(program, [], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    this.child.on('message', (message: FromChild) => this.receive(message));
    this.ended = new Promise((resolve) => {
      this.child.once('error', () => resolve(this.finish('it cannot be started')));
      this.child.once('exit', (code, signal) => {
        const finish = (): void => resolve(this.finish(signal ?? `exit code ${code}`));
        // What it said last may still be on its way.
        if (this.child.connected) this.child.once('disconnect', finish);
        else finish();
      });
    });
    this.loading = new WatchedTask((report) => this.load(report));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The events of one answer. Leaving the loop stops it, and so does the signal, also while nobody pulls. */
  async *ask(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void, void> {
    if (this.end) throw this.end;
    const id = this.nextId++;
    const answer = new Mailbox<ProviderEvent>();
    this.answers.set(id, answer);
    const stop = (): void => {
      if (this.answers.delete(id)) this.send({ type: 'stop', id });
    };
    signal.addEventListener('abort', stop);
    this.send({ type: 'ask', id, messages: request.messages, settings: request.settings });
    try {
      yield* answer.read(signal);
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }

  /** Ends it at once; running answers fail with the reason. */
  async close(reason: ProviderError): Promise<void> {
    this.end ??= reason;
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private async load(report: (percent: number) => void): Promise<LoadedModel> {
    this.send(this.model);
    const silence = setTimeout(() => void this.close(this.stuck()), LOADING_SILENCE_MS);
    try {
      for await (const message of this.loaded.read(new AbortController().signal)) {
        silence.refresh();
        if (message.type === 'loading') report(message.percent);
        if (message.type === 'unusable') throw (this.end = new ProviderError('provider_failed', message.reason));
        if (message.type !== 'ready') continue;
        this.hasLoaded = true;
        return { window: message.window };
      }
      throw this.end!;
    } finally {
      clearTimeout(silence);
    }
  }

  private receive(message: FromChild): void {
    if (message.type !== 'event' && message.type !== 'failed') return this.loaded.push(message);
    const answer = this.answers.get(message.id);
    if (message.type === 'event') answer?.push(message.event);
    else answer?.close(new ProviderError(message.code, message.message));
    if (message.type === 'event' && message.event.type !== 'finish') return;
    answer?.close();
    this.answers.delete(message.id);
  }

  private finish(how: string): void {
    this.end ??= this.crash(how);
    this.loaded.close(this.end);
    for (const answer of this.answers.values()) answer.close(this.end);
    this.answers.clear();
  }

  /** A process that is just ending cannot be written to: its end is told by its exit. */
  private send(message: ToChild): void {
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  private stuck(): ProviderError {
    return new ProviderError('provider_failed', `Loading ${this.model.file} made no progress for ${LOADING_SILENCE_MS / 60_000} minutes and was ended. The file is damaged or its disk too slow: replace it, or choose another with LOCAL_MODEL.`);
  }

  private crash(how: string): ProviderError {
    const message = this.hasLoaded
      ? `The embedded model crashed (${how}). Ask again: it is started anew.`
      : `The embedded model crashed while loading ${this.model.file} (${how}). The file is damaged or needs more memory than there is: replace it, or choose another with LOCAL_MODEL.`;
    return new ProviderError('provider_failed', message);
  }
}
