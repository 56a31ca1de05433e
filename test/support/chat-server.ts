import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request, { type Test } from 'supertest';
import { ScriptedOllama } from './scripted-ollama.js';
import { type RunningServer, startServer } from './server.js';

/** The built program beside a scripted Ollama, as most e2e tests want it. */
export class ChatServer {
  private constructor(
    readonly ollama: ScriptedOllama,
    public server: RunningServer,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<ChatServer> {
    const ollama = await ScriptedOllama.start();
    const all = { PROVIDER: 'ollama', OLLAMA_URL: ollama.url, OLLAMA_MODEL: 'tiny', ...env };
    return new ChatServer(ollama, await startServer({ env: all }), all);
  }

  get(path: string): Test {
    return request(this.server.url).get(path);
  }

  ask(message: string, chat_id?: string): Test {
    return request(this.server.url).post('/chat').send({ message, ...(chat_id === undefined ? {} : { chat_id }) });
  }

  remove(chatId: string): Test {
    return request(this.server.url).delete(`/chat/delete/${chatId}`);
  }

  stop(chatId: string): Test {
    return request(this.server.url).post(`/chat/stop/${chatId}`);
  }

  rename(chatId: string, title: unknown): Test {
    return request(this.server.url).patch(`/chat/history/${chatId}`).send({ title });
  }

  async history(chatId: string): Promise<{ role: string; content: string; [field: string]: unknown }[]> {
    return (await this.get(`/chat/history/${chatId}`).expect(200)).body.history.messages;
  }

  /** What stands in the file of a chat. */
  file(chatId: string): Promise<string> {
    return readFile(join(this.server.folder, 'chats', `${chatId}.jsonl`), 'utf8');
  }

  /** Another process in the same folder, after this one has ended. */
  async restart(): Promise<void> {
    this.server = await startServer({ env: this.env, folder: this.server.folder });
  }

  async close(): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await this.ollama.close();
  }
}
