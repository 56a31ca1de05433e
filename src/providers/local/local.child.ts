import type { FromChild, ToChild } from './local.protocol.js';
import { unusableModel } from './gguf-header.js';
import { ContextOverflow, LlamaEngine } from './engine/llama-engine.js';

/** The process that runs the model. It holds nothing worth saving, and ends with its parent. */
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// Ctrl+C reaches the whole group: the server decides when running answers end.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
// A native failure ends at once, without a debugger's back trace.
process.env['GGML_NO_BACKTRACE'] = '1';

const answering = new Map<number, AbortController>();
let engine: LlamaEngine | undefined;

process.on('message', (message: ToChild) => {
  if (message.type === 'load') void load(message);
  else if (message.type === 'ask') void ask(message);
  else answering.get(message.id)?.abort();
});

function say(message: FromChild, after: () => void = () => undefined): void {
  process.send?.(message, after);
}

async function load(options: Extract<ToChild, { type: 'load' }>): Promise<void> {
  try {
    engine = await LlamaEngine.load(options, (percent) => say({ type: 'loading', percent }));
    say({ type: 'ready', window: engine.window, sequences: engine.sequences });
  } catch (error) {
    say({ type: 'unusable', reason: unusableModel(options.file, brief(error)) }, () => process.kill(process.pid, 'SIGKILL'));
  }
}

async function ask({ id, messages, settings }: Extract<ToChild, { type: 'ask' }>): Promise<void> {
  const stop = new AbortController();
  answering.set(id, stop);
  try {
    await engine!.ask(messages, settings, stop.signal, (event) => say({ type: 'event', id, event }));
  } catch (error) {
    if (stop.signal.aborted) return;
    if (error instanceof ContextOverflow) say({ type: 'failed', id, code: 'context_overflow', message: error.message });
    else say({ type: 'failed', id, code: 'provider_failed', message: `The embedded model failed (${brief(error, messages)}).` });
  } finally {
    answering.delete(id);
  }
}

/** A library's message, short and without anything that a user wrote. */
function brief(error: unknown, messages: Extract<ToChild, { type: 'ask' }>['messages'] = []): string {
  const text = error instanceof Error ? error.message : 'unknown';
  const quotes = messages.some(({ content }) => content !== '' && (text.includes(content) || content.includes(text)));
  return quotes ? (error instanceof Error ? error.name : 'unknown') : text.replaceAll(/\s+/g, ' ').slice(0, 200);
}
