import { Logger } from '@nestjs/common';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileChatRepository } from '../../src/storage/file/file-chat.repository.js';

/** A folder of chats, and stores opened in it one after the other. */
export class FileStores {
  private readonly opened: FileChatRepository[] = [];
  private copies = 0;

  private constructor(
    private readonly home: string,
    readonly folder: string,
  ) {}

  static async make(): Promise<FileStores> {
    Logger.overrideLogger(false);
    const home = await mkdtemp(join(tmpdir(), 'chat-store-'));
    const folder = join(home, 'chats');
    await mkdir(folder);
    return new FileStores(home, folder);
  }

  async open(folder = this.folder): Promise<FileChatRepository> {
    const chats = await FileChatRepository.open(folder);
    this.opened.push(chats);
    return chats;
  }

  /** Another folder with these files in it. */
  async copy(): Promise<string> {
    const copy = join(this.home, `copy-${++this.copies}`);
    await cp(this.folder, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') });
    return copy;
  }

  path(name: string, folder = this.folder): string {
    return join(folder, name);
  }

  read(name: string, folder = this.folder): Promise<string> {
    return readFile(join(folder, name), 'utf8');
  }

  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(join(this.folder, name), content);
  }

  /** The names in a folder in the folder, without its random parts. */
  async names(under: string, folder = this.folder): Promise<string[]> {
    const names = await readdir(join(folder, under)).catch(() => []);
    return names.map((name) => name.replace(/\.\d{10,}/, '')).toSorted();
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((chats) => chats.close()));
  }

  async dispose(): Promise<void> {
    await this.closeAll();
    await rm(this.home, { recursive: true });
  }
}
