import type { StoredFile } from './append-file.js';

/** What was just written to a file, to be read without going back to the disk. */
export const bytesAsFile = (bytes: Buffer): Pick<StoredFile, 'read'> => ({
  read: (buffer, offset, length, position) => Promise.resolve({ bytesRead: bytes.copy(buffer, offset, position, position + length) }),
});
