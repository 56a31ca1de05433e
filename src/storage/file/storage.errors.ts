import { DomainError } from '../../errors/domain.error.js';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const READ_ONLY = new Set(['EROFS', 'EACCES', 'EPERM']);

/** Something that is named like a chat and is none: it is left as it is, and its id is taken. */
export class NotAChatError extends Error {
  readonly code = 'ENOTCHAT';
}

/** Why a file could not be read as a chat, in words. */
export const reasonOf = (error: unknown): string => (error instanceof NotAChatError ? error.message : codeOf(error));

export const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown');

/** What went wrong with the disk, as the client is told. */
export function storageError(error: unknown, folder: string): DomainError {
  if (error instanceof DomainError) return error;
  const code = codeOf(error);
  if (FULL.has(code)) return new DomainError('storage_full', `The disk under ${folder} is full (${code}). Free some space; what is stored can be read and deleted.`);
  if (READ_ONLY.has(code)) return unwritable(folder, code);
  if (code === 'ENOENT') return gone(folder);
  return new DomainError('storage_failed', `The disk under ${folder} failed (${code}). The system's log tells more; what is stored can be read.`);
}

export const unwritable = (folder: string, code: string): DomainError =>
  new DomainError('storage_failed', `The folder ${folder} cannot be written (${code}). Give this user the right to, or set CHATS_DIR. In a container add: --user "$(id -u):$(id -g)"`);

export const gone = (folder: string): DomainError => new DomainError('storage_failed', `The folder ${folder} is gone. Put it back, or restart the server to begin with an empty one.`);
