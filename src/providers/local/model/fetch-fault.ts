/**
 * What another try may bring. `unreachable`: the source did not answer at all; `broken`: it did, and may do better the next time;
 * `refused`: it will not give this file; `here`: this machine cannot take it, whatever the source.
 */
export type FaultKind = 'unreachable' | 'broken' | 'refused' | 'here';

/** Why a source did not give the file: the end of a sentence, such as "its name is not known (ENOTFOUND)". */
export class FetchFault extends Error {
  override readonly name = 'FetchFault';

  constructor(
    readonly kind: FaultKind,
    message: string,
  ) {
    super(message);
  }
}

export const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown');

/** What the file system refused, as a person wants to read it; an error that is not its is thrown on. */
export function diskFault(error: unknown, folder: string): FetchFault {
  const code = codeOf(error);
  if (code === 'unknown') throw error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new FetchFault('here', `the disk of ${folder} is full (${code}): make room, or choose another folder with MODELS_DIR`);
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return new FetchFault('here', `the folder ${folder} may not be written (${code}): change its rights, or choose another with MODELS_DIR`);
  return new FetchFault('here', `the folder ${folder} cannot be used (${code}): choose another with MODELS_DIR`);
}
