import { open } from 'node:fs/promises';

/** What every model file begins with. */
export const MAGIC = 'GGUF';
const HEADER_BYTES = 24;
const VERSIONS = [2, 3];
/** Far beyond any model: the largest have some thousands. */
const MOST_ENTRIES = 1_000_000n;

export const unusableModel = (file: string, why: string): string => `The model file ${file} cannot be used (${why}). Replace it with a whole GGUF file, or choose another with LOCAL_MODEL.`;

/** Throws what is wrong with the beginning of a model file. llama.cpp's reader believes any count it finds there, and reads on for hours. */
export async function checkHeader(path: string): Promise<void> {
  const header = await firstBytes(path);
  if (header.length === 0) throw new Error('it is empty');
  if (!header.toString('latin1').startsWith(MAGIC)) throw new Error('it is no GGUF file');
  if (header.length < HEADER_BYTES) throw new Error('it ends in its header');
  const version = header.readUInt32LE(4);
  if (!VERSIONS.includes(version)) throw new Error(`its GGUF version ${version} is not known`);
  const counts = [header.readBigUInt64LE(8), header.readBigUInt64LE(16)];
  if (counts.some((count) => count === 0n || count > MOST_ENTRIES)) throw new Error('its header is damaged');
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
