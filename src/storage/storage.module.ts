import { Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { CHAT_REPOSITORY } from './chat-repository.js';
import { FileChatRepository } from './file/file-chat.repository.js';

/** Closes the store last of all: when every turn has ended. */
@Injectable()
class StorageLifetime implements OnApplicationShutdown {
  constructor(@Inject(CHAT_REPOSITORY) private readonly chats: FileChatRepository) {}

  async onApplicationShutdown(): Promise<void> {
    await this.chats.close();
  }
}

@Module({
  providers: [{ provide: FileChatRepository, inject: [Settings], useFactory: (settings: Settings) => FileChatRepository.open(settings.CHATS_DIR) }, { provide: CHAT_REPOSITORY, useExisting: FileChatRepository }, StorageLifetime],
  exports: [CHAT_REPOSITORY, FileChatRepository],
})
export class StorageModule {}
