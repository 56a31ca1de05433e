import { DomainError } from '../errors/domain.error.js';

export const chatNotFound = (chatId: string): DomainError => new DomainError('chat_not_found', `There is no chat ${chatId}. GET /chat/history lists all.`);
